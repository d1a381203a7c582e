import type { Colleague } from '../../api/types.ts'

/** How much of a name somebody may have typed, in UTF-16 units. */
const LONGEST = 60

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Where somebody is being named before the caret: from an `@` on, and what stands behind it so far; null where nobody is. */
export const namingAt = (text: string, caret: number): { start: number; words: string } | null => {
  const before = text.slice(0, caret)
  const start = Math.max(before.lastIndexOf('@'), before.lastIndexOf('＠'))
  const words = before.slice(start + 1)
  // In the middle of an address an @ names nobody.
  const names = start >= 0 && !/[\w.]$/.test(before.slice(0, start)) && !words.includes('\n')
  return names && words.length <= LONGEST ? { start, words } : null
}

/** The people whose name has a word that begins so, as it would be put into the text. */
export const fitting = (people: Colleague[], words: string): Colleague[] => {
  const wanted = plain(words)
  return people.filter(({ name }) => {
    const own = plain(name)
    return own.startsWith(wanted) || own.includes(` ${wanted}`)
  })
}

/** Who is named in a text by `@` and their whole name. Of names that begin alike the longest counts; of the very same ones, all. */
export const namedIn = (people: Colleague[], text: string): Colleague[] => {
  const byName = Map.groupBy(people, ({ name }) => plain(name))
  let rest = plain(text)
  return [...byName]
    .toSorted(([a], [b]) => b.length - a.length)
    .flatMap(([name, own]) => {
      if (!rest.includes(`@${name}`)) return []
      rest = rest.replaceAll(`@${name}`, ' ')
      return own
    })
}
