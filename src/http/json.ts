/** A value as it is after a journey through JSON. */
export type Json<T> = T extends Date
  ? string
  : T extends [infer First, infer Second]
    ? [Json<First>, Json<Second>]
    : T extends (infer Item)[]
      ? Json<Item>[]
      : T extends object
        ? { [Key in keyof T]: Json<T[Key]> }
        : T

/** What comes of a function of the server's by way of the API: there is no second description to go stale. */
export type Answer<F extends (...given: never[]) => unknown> = Json<Awaited<ReturnType<F>>>
