/** What is typed and not saved yet, kept in this browser: a reload, a crash or a dead battery loses nothing. */

export interface Kept {
  text: string
  /** The version that the text was begun on. */
  version: number
}

const nameOf = (id: string) => `bayon.typed.${id}`

export const keep = (id: string, kept: Kept): void => {
  try {
    localStorage.setItem(nameOf(id), JSON.stringify(kept))
  } catch {
    // The browser keeps nothing, or its store is full: the server has it in a moment.
  }
}

export const drop = (id: string): void => localStorage.removeItem(nameOf(id))

export const recall = (id: string): Kept | null => {
  const kept = localStorage.getItem(nameOf(id))
  return kept === null ? null : (JSON.parse(kept) as Kept)
}
