import { forget, kept, keep as put } from '../../parts/store.ts'

/** What is typed and not saved yet, kept in this browser: a reload, a crash or a dead battery loses nothing. */
export interface Kept {
  text: string
  /** The version that the text was begun on. */
  version: number
}

const nameOf = (id: string) => `bayon.typed.${id}`

/** Where the browser keeps nothing, the server has it in a moment. */
export const keep = (id: string, typed: Kept): void => void put(nameOf(id), typed)

export const drop = (id: string): void => forget(nameOf(id))

export const recall = (id: string): Kept | null => kept<Kept>(nameOf(id))
