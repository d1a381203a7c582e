/**
 * A made-up translation memory in the manner of releases: words by Zipf's law, the turns of phrase that offices repeat, names, dates and
 * numbers, and among them sentences that are others with one to six words changed. The same seed gives the same memory.
 */
import { readFileSync } from 'node:fs'

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
}

type Random = () => number

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** Picks by Zipf's law: the first of a list twice as often as the second, three times as often as the third. */
const zipf = <T>(list: readonly T[]) => {
  const sums: number[] = []
  let sum = 0
  for (const [rank] of list.entries()) {
    sum += 1 / (rank + 1)
    sums.push(sum)
  }
  return (random: Random): T => {
    const wanted = random() * sum
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return list[low]!
  }
}

const sampleWords = (): string[] => {
  const counts = new Map<string, number>()
  for (const name of ['2022-11-12-comprehensive-strategic-partnership', '2023-12-18-foreign-ministers']) {
    const text = readFileSync(new URL(`../../samples/releases/${name}.txt`, import.meta.url), 'utf8')
    for (const [word] of text.matchAll(/\p{L}+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
}

const syllables = 'ba ter con mi ral so pen dic tu na vel or gan ex pro lim ser ton ac re fi du mar li'.split(
  ' ',
)
const families = 'SOK CHEA PRAK HUN KEO TANAKA SUZUKI MORI OKADA NGUYEN LIM CHAN SMITH WEBER'.split(' ')
const given = 'Dara Sophea Yoko Fumio Sakura Vannak Maly Ken Anne Rith Sokhonn Chenda Naoki Emi'.split(' ')
const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

const VOCABULARY = 40_000
const PHRASES = 60_000

/** What sentences are made of. */
const makeLanguage = (random: Random) => {
  const words = sampleWords()
  const seen = new Set(words)
  while (words.length < VOCABULARY) {
    const word = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, syllables)).join('')
    if (!seen.has(word)) words.push(word)
    seen.add(word)
  }
  const word = zipf(words)
  const phrases = Array.from({ length: PHRASES }, () =>
    Array.from({ length: 2 + Math.floor(random() * 4) }, () => word(random)).join(' '),
  )
  return { word, phrase: zipf(phrases) }
}

type Language = ReturnType<typeof makeLanguage>

const placeables: ((random: Random) => string)[] = [
  (random) =>
    `on ${1 + Math.floor(random() * 28)} ${pick(random, months)} ${1995 + Math.floor(random() * 30)}`,
  (random) => `${(1 + Math.floor(random() * 900)).toLocaleString('en')},000 people`,
  (random) => `${1 + Math.floor(random() * 99)} per cent`,
  (random) => `His Excellency ${pick(random, families)} ${pick(random, given)}`,
]

/** A sentence of about so many words, half of them in turns of phrase. */
const sentence = (random: Random, { word, phrase }: Language, length: number): string[] => {
  const words: string[] = []
  while (words.length < length) {
    const chance = random()
    const piece =
      chance < 0.06 ? pick(random, placeables)(random) : chance < 0.35 ? phrase(random) : word(random)
    words.push(...piece.split(' '))
  }
  return words.slice(0, Math.max(length, 3))
}

/** The same sentence with so many words changed, added, dropped or swapped, anywhere in it. */
export const edited = (random: Random, words: string[], edits: number, word: Language['word']): string[] => {
  const changed = [...words]
  for (let edit = 0; edit < edits; edit++) {
    const at = Math.floor(random() * changed.length)
    const kind = random()
    if (kind < 0.6) changed[at] = word(random)
    else if (kind < 0.8) changed.splice(at, 0, word(random))
    else if (changed.length > 3) changed.splice(at, 1)
  }
  return changed
}

const finish = (words: string[]) => {
  const text = words.join(' ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

// Lengths as sentences of releases have them: few short ones, most about twenty words, a long tail.
const lengthOf = (random: Random) => {
  const chance = random()
  if (chance < 0.08) return 2 + Math.floor(random() * 5)
  return Math.round(8 + 24 * ((random() + random() + random()) / 3) + (chance > 0.95 ? 20 : 0))
}

/** The share of sentences that are earlier ones with some words changed. */
const VARIED = 0.25
const MOST_EDITS = 6

const termsIn = (locale: 'km' | 'ja'): string[] => {
  const terms = JSON.parse(readFileSync(new URL('../../samples/termbase.json', import.meta.url), 'utf8'))
  return terms.map((term: Record<string, string>) => term[locale])
}

export interface Pair {
  source: string
  target: string
}

export interface Corpus {
  /** The memory: sentences and, as long as translations are, strings of terms. */
  pairs(units: number): Generator<Pair>
  /** Sentences of about twenty words: ones of the memory with none to five edits, and every sixth a new one. */
  queries(sentences: readonly string[], count: number): string[]
}

export const makeCorpus = (seed: number): Corpus => {
  const language = makeLanguage(randomFrom(seed))
  const terms = termsIn('km')
  return {
    *pairs(units) {
      const random = randomFrom(seed + 1)
      const originals: string[][] = []
      for (let n = 0; n < units; n++) {
        const isVaried = originals.length > 0 && random() < VARIED
        const words = isVaried
          ? edited(random, pick(random, originals), 1 + Math.floor(random() * MOST_EDITS), language.word)
          : sentence(random, language, lengthOf(random))
        if (!isVaried) originals.push(words)
        yield {
          source: finish(words),
          target: Array.from({ length: Math.ceil(words.length / 3) }, () => pick(random, terms)).join(''),
        }
      }
    },
    queries(sentences, count) {
      const random = randomFrom(seed + 2)
      return Array.from({ length: count }, (_, n) => {
        if (n % 6 === 5) return finish(sentence(random, language, 20))
        let words: string[] = []
        while (words.length < 18 || words.length > 22) words = pick(random, sentences).slice(0, -1).split(' ')
        return finish(edited(random, words, n % 6, language.word))
      })
    },
  }
}
