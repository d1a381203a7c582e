/** What is wrong at a place of a Khmer text. The rules are those of Unicode Technical Note 61. */
export type KhmerFault =
  | 'order'
  | 'doubled'
  | 'two-vowels'
  | 'dangling-coeng'
  | 'stray-mark'
  | 'deprecated'
  | 'invisible'
  | 'too-many-coengs'

export interface KhmerFinding {
  /** Offset of the first UTF-16 unit in the text. */
  start: number
  /** Offset behind the last unit. */
  end: number
  fault: KhmerFault
  /** What to put in its place; absent where only a person can know. */
  fix?: string
}

const coeng = '\u17d2'
const ro = '\u179a'
const isBase = (char: string) => char >= '\u1780' && char <= '\u17b3'
const isVowel = (char: string) => char >= '\u17b6' && char <= '\u17c5'
const isShifter = (char: string) => char === '\u17c9' || char === '\u17ca'
const isRobat = (char: string) => char === '\u17cc'
const isFinal = (char: string) => char === '\u17c7' || char === '\u17c8'
const isModifier = (char: string) =>
  char === '\u17c6' || char === '\u17cb' || (char >= '\u17cd' && char <= '\u17d1') || char === '\u17dd'
const joiners = /[\u200c-\u200d]/
/** ZWNJ and ZWJ anywhere but in the one place that UTN 61 has for ZWNJ: behind a register shifter, to hold it up over its vowel. */
const strayJoiner =
  /(?<![\u17c9\u17ca])[\u200c\u200d]+|(?<=[\u17c9\u17ca])(?:\u200d+|\u200c(?![\u17b7-\u17ba\u17be]))/g

/** A syllable as typed: a base with everything that hangs on it, in whatever order. ZWNJ and ZWJ stay with their neighbour. */
const syllables =
  /[\u1780-\u17b3](?:[\u200c\u200d]?(?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd])|\u17d2(?![\u1780-\u17b3])|[\u200c\u200d](?=[\u1780-\u17ff])){0,24}|[\u17b6-\u17d3\u17dd]{1,24}/g

const syllablesAndStrays = new RegExp(
  `${syllables.source}|[\\u200b-\\u200d\\u2060\\ufeff\\u00ad\\u17b4\\u17b5\\u17d8]`,
  'g',
)

const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad\u17b4\u17b5]/g

/** A text without a fault, in one pass: most texts have none, and this is ten times faster than
 * taking syllables apart. Every sign fits in one place only, so that a fault is found without trying again. */
const faultless =
  /^(?:[^\u1780-\u17d3\u17d8\u17dd\u200b-\u200d\u2060\ufeff\u00ad]|[\u1780-\u17a2\u17a5-\u17a7\u17a9-\u17b3]\u17cc?(?:\u17d2\u179a|\u17d2[\u1780-\u1799\u179b-\u17b3](?:\u17d2[\u1780-\u17b3])?)?[\u17c9\u17ca]?[\u17b6-\u17c5]?[\u17c6\u17cb\u17cd-\u17d1\u17dd]?[\u17c7\u17c8]?)*$/

/** Code points with a plain replacement: deprecated, discouraged or obsolete ones. */
const replacements: Record<string, string> = {
  '\u17a3': 'អ',
  '\u17a4': 'អា',
  '\u17d8': '។ល។',
}

/** Obsolete, or to be written with another sign, which one only a person can tell. */
const discouraged = /[\u17a8\u17d3]/

interface Parts {
  base: string
  robat: string[]
  coengs: string[]
  shifters: string[]
  vowels: string[]
  modifiers: string[]
  finals: string[]
  joiners: string[]
  dangling: boolean
}

const takeApart = (syllable: string): Parts => {
  const parts: Parts = {
    base: syllable[0]!,
    robat: [],
    coengs: [],
    shifters: [],
    vowels: [],
    modifiers: [],
    finals: [],
    joiners: [],
    dangling: false,
  }
  for (let at = 1; at < syllable.length; at++) {
    const char = syllable[at]!
    if (char === coeng) {
      const next = syllable[at + 1]
      if (next !== undefined && isBase(next)) {
        parts.coengs.push(coeng + next)
        at++
      } else parts.dangling = true
    } else if (isRobat(char)) parts.robat.push(char)
    else if (isShifter(char)) parts.shifters.push(char)
    else if (isVowel(char)) parts.vowels.push(char)
    else if (isFinal(char)) parts.finals.push(char)
    else if (isModifier(char)) parts.modifiers.push(char)
    else if (joiners.test(char)) parts.joiners.push(char)
  }
  return parts
}

const unique = (chars: string[]) => [...new Set(chars)]

// Halves that are drawn as one vowel and typed as two.
const joinedVowels: Record<string, string> = { '\u17c1\u17b8': '\u17be', '\u17c1\u17b6': '\u17c4' }

const joinVowels = (vowels: string[]): string[] => {
  const distinct = unique(vowels)
  const joined = joinedVowels[distinct.join('')] ?? joinedVowels[[...distinct].reverse().join('')]
  return joined ? [joined] : distinct
}

/** Consonants whose register shifter shows as ុ under an upper vowel; there, ុ is typed for the shifter. */
const raised: Record<string, string> = Object.fromEntries([
  ...[...'សហអបប'].map((char): [string, string] => [char, '\u17ca']),
  ...[...'ងញមយរវនល'].map((char): [string, string] => [char, '\u17c9']),
])
const upperVowels = /[\u17b7-\u17ba\u17be]/

const repairShifter = (parts: Parts): void => {
  const [first, second] = parts.vowels
  const under = parts.vowels.indexOf('\u17bb')
  if (parts.vowels.length !== 2 || under === -1 || parts.shifters.length > 0) return
  const upper = under === 0 ? second! : first!
  const shifter = raised[parts.base]
  if (!shifter || !upperVowels.test(upper)) return
  parts.shifters = [shifter]
  parts.vowels = [upper]
}

/** Coeng RO is drawn before the base and stored last. */
const orderCoengs = (coengs: string[]): string[] => [
  ...coengs.filter((pair) => pair[1] !== ro),
  ...coengs.filter((pair) => pair[1] === ro),
]

const assemble = (parts: Parts): string => {
  const { base, robat, coengs, shifters, vowels, modifiers, finals } = parts
  return [base, ...robat, ...coengs, ...shifters, ...vowels, ...modifiers, ...finals].join('')
}

const judge = (syllable: string, start: number): KhmerFinding | undefined => {
  const end = start + syllable.length
  const letter = replacements[syllable[0]!]
  if (letter !== undefined || discouraged.test(syllable))
    return {
      start,
      end,
      fault: 'deprecated',
      ...(letter !== undefined && { fix: letter + syllable.slice(1) }),
    }
  if (!isBase(syllable[0]!))
    return { start, end, fault: syllable[0] === coeng ? 'dangling-coeng' : 'stray-mark' }
  const parts = takeApart(syllable)
  const spelled = syllable.replace(/[\u200c\u200d]/g, '')
  const counts = [parts.robat, parts.shifters, parts.vowels, parts.modifiers, parts.finals]
  const doubled = counts.some((chars) => chars.length !== new Set(chars).size)
  parts.coengs = orderCoengs(parts.coengs)
  parts.vowels = joinVowels(parts.vowels)
  repairShifter(parts)
  for (const key of ['robat', 'shifters', 'modifiers', 'finals'] as const) parts[key] = unique(parts[key])
  const fix = assemble(parts)
  if (parts.dangling) return { start, end, fault: 'dangling-coeng', fix }
  if (parts.vowels.length > 1 || parts.shifters.length > 1 || parts.finals.length > 1)
    return { start, end, fault: 'two-vowels' }
  if (parts.coengs.length > 2) return { start, end, fault: 'too-many-coengs' }
  if (fix === spelled) {
    const cleaned = syllable.replace(strayJoiner, '')
    return cleaned === syllable ? undefined : { start, end, fault: 'invisible', fix: cleaned }
  }
  return {
    start,
    end,
    fault: doubled ? 'doubled' : spelled.length === fix.length ? 'order' : 'two-vowels',
    fix,
  }
}

/**
 * Faults of encoding in the Khmer of a text: marks out of order, doubled or missing their base, two vowels on one base,
 * code points that are not to be used, invisible characters. Each with its repair where the repair is certain.
 * Coeng DA for coeng TA is no fault (both are in use and look the same); `normaliseKhmer` folds it.
 */
export const khmerFaults = (text: string): KhmerFinding[] => {
  if (faultless.test(text)) return []
  return [...text.matchAll(syllablesAndStrays)]
    .map(({ 0: written, index }) => (isStray(written) ? judgeStray(written, index) : judge(written, index)))
    .filter((finding) => finding !== undefined)
}

const isStray = (char: string) =>
  char === '\u17d8' || !/[\u1780-\u17dd]/.test(char) || char === '\u17b4' || char === '\u17b5'

const judgeStray = (char: string, start: number): KhmerFinding =>
  char === '\u17d8'
    ? { start, end: start + 1, fault: 'deprecated', fix: replacements[char]! }
    : { start, end: start + char.length, fault: 'invisible', fix: '' }

/** Whether a text has no fault that `khmerFaults` knows. */
export const isWellFormedKhmer = (text: string): boolean => khmerFaults(text).length === 0

// A coeng DA whose place in Pali and Sanskrit words is TA's; the two are drawn alike, and UTN 61 stores TA.
const coengDa = /\u17d2\u178a/g

/**
 * The text in the one encoding of what is seen: marks in order, doubled ones once, coeng DA as coeng TA, no invisible
 * characters. What is drawn stays the same, so what no rule can repair without changing it stays as it is. Idempotent.
 */
export const normaliseKhmer = (text: string): string => {
  if (faultless.test(text)) return text.replace(coengDa, '\u17d2\u178f')
  const plain = text.replace(invisible, '').replace(/[\u17a3\u17a4\u17d8]/g, (char) => replacements[char]!)
  const ordered = plain.replace(syllables, (syllable) => {
    if (!isBase(syllable[0]!)) return syllable
    const finding = judge(syllable, 0)
    return finding?.fix !== undefined && finding.fault !== 'dangling-coeng' ? finding.fix : syllable
  })
  return ordered.replace(coengDa, '\u17d2\u178f')
}

/** Text with one spelling for comparison: normalised, with ឲ as ឱ. Never for showing or storing. */
export const khmerKey = (text: string): string => normaliseKhmer(text).replaceAll('ឲ', 'ឱ')
