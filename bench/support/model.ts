/** A file of this folder: one thing measured against a peer or a bare minimum, in the same run. */
export interface Benchmark {
  title: string
  run(): Promise<Result>
}

export interface Result {
  /** A table: its columns are the keys of the first row. */
  rows: Record<string, string | number>[]
  /** How it was measured, in a sentence or two. */
  how: string
}
