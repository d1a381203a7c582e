/** The code points of a text: what limits and bills count. */
export const codePoints = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * Cuts a list into batches, in order, each of at most `items` entries and `characters` in sum; an entry that is larger by
 * itself makes a batch of its own.
 */
export const batchesOf = <T>(
  list: readonly T[],
  sizeOf: (entry: T) => number,
  limits: { items: number; characters: number },
): T[][] => {
  const batches: T[][] = []
  let room = 0
  for (const entry of list) {
    const size = sizeOf(entry)
    const last = batches.at(-1)
    if (last && last.length < limits.items && size <= room) {
      last.push(entry)
      room -= size
    } else {
      batches.push([entry])
      room = limits.characters - size
    }
  }
  return batches
}
