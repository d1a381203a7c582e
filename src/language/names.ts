import type { Locale } from './model.ts'

export type Gender = 'female' | 'male' | 'unknown'

export interface FoundHonorific {
  /** Offset of the first UTF-16 unit in the text. */
  start: number
  /** Offset behind the last unit. */
  end: number
  rank: Rank
  gender: Gender
}

/** `excellency`: His or Her Excellency, ឯកឧត្តម, លោកជំទាវ. `plain`: Mr, Mrs, លោក, លោកស្រី. `samdech`: the royal title. */
export type Rank = 'samdech' | 'excellency' | 'plain'

interface Honorific {
  pattern: string
  rank: Rank
  gender: Gender
}

// Longer forms before the shorter ones that begin them.
const honorifics: Record<Locale, Honorific[]> = {
  en: [
    {
      pattern: '(?:H\\.\\s?E\\.?|Her Excellency)[ ,]{1,2}(?:Mrs|Ms|Madam|Mme|Miss)\\.?',
      rank: 'excellency',
      gender: 'female',
    },
    { pattern: '(?:H\\.\\s?E\\.?|His Excellency)[ ,]{1,2}Mr\\.?', rank: 'excellency', gender: 'male' },
    { pattern: 'Her Excellency', rank: 'excellency', gender: 'female' },
    { pattern: 'His Excellency', rank: 'excellency', gender: 'male' },
    { pattern: 'Lok Chumteav', rank: 'excellency', gender: 'female' },
    {
      pattern: 'Their Excellencies|Your Excellency|Excellencies|Excellency(?=,)',
      rank: 'excellency',
      gender: 'unknown',
    },
    { pattern: 'H\\.\\s?E\\.', rank: 'excellency', gender: 'unknown' },
    { pattern: 'Samdech', rank: 'samdech', gender: 'unknown' },
    { pattern: '(?:Mrs|Ms|Mme)\\.?(?= )|Madam(?= )|Miss(?= [A-Z])', rank: 'plain', gender: 'female' },
    { pattern: 'Mr\\.?(?= )', rank: 'plain', gender: 'male' },
  ],
  km: [
    { pattern: 'លោកជំទាវ|ល\\.ជ\\.ទ\\.?', rank: 'excellency', gender: 'female' },
    { pattern: 'ឯកឧ[តដ]្[តដ]ម|ឯ\\.ឧ\\.?', rank: 'excellency', gender: 'male' },
    { pattern: 'សម្[តដ]េច', rank: 'samdech', gender: 'unknown' },
    { pattern: 'លោកស្រី|កញ្ញា(?= )', rank: 'plain', gender: 'female' },
    { pattern: 'លោក(?! ?ស្រី|ជំទាវ|យាយ|តា)', rank: 'plain', gender: 'male' },
  ],
  ja: [
    { pattern: '閣下', rank: 'excellency', gender: 'unknown' },
    { pattern: 'サムデック', rank: 'samdech', gender: 'unknown' },
    { pattern: '女史', rank: 'plain', gender: 'female' },
  ],
}

const patterns = Object.fromEntries(
  Object.entries(honorifics).map(([locale, entries]) => [
    locale,
    new RegExp(
      `${locale === 'en' ? '(?<![A-Za-z])' : ''}(?:${entries.map(({ pattern }) => `(${pattern})`).join('|')})`,
      'g',
    ),
  ]),
) as Record<Locale, RegExp>

/** The honorifics of a text in their order, with rank and gender. */
export const findHonorifics = (text: string, locale: Locale): FoundHonorific[] =>
  [...text.matchAll(patterns[locale])].map((match) => {
    const { rank, gender } = honorifics[locale][match.slice(1).findIndex((group) => group !== undefined)]!
    return { start: match.index, end: match.index + match[0].length, rank, gender }
  })

/** The Khmer honorific of a rank for a woman or a man. */
export const khmerHonorific = (rank: Rank, gender: Gender): string => {
  if (rank === 'samdech') return 'សម្តេច'
  if (rank === 'excellency') return gender === 'female' ? 'លោកជំទាវ' : 'ឯកឧត្តម'
  return gender === 'female' ? 'លោកស្រី' : 'លោក'
}

export interface FoundName {
  start: number
  end: number
  /** The family name, which official text sets in capitals: KAMIKAWA in KAMIKAWA Yoko. */
  family: string
  /** The given name; empty where the family name stands alone. */
  given: string
}

const capitalised =
  /(?<![\p{L}\p{N}-])(\p{Lu}{2,20}(?:[- ]\p{Lu}{2,20}){0,2})((?: \p{Lu}[\p{Ll}’']{1,20}){1,4})(?![\p{Script=Latin}\d])/gu

/** Names written family first in capitals, in Latin script: SOK Chenda Sophea, KAMIKAWA Yoko, HUN Sen. */
export const findCapitalNames = (text: string): FoundName[] =>
  // Few texts have capitals side by side, and to look for a name in each takes time.
  /\p{Lu}{2}/u.test(text)
    ? [...text.matchAll(capitalised)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        family: match[1]!,
        given: match[2]!.trim(),
      }))
    : []

/**
 * The parts of a Latin name whose family name is in capitals: KAMIKAWA Yoko is family KAMIKAWA, given Yoko.
 * A name without capitals is taken as given name first, the Western order; styles before the family name are dropped.
 */
export const splitName = (name: string): { family: string; given: string } => {
  const [found] = findCapitalNames(name)
  if (found) return { family: found.family, given: found.given }
  const words = name.trim().split(/\s+/)
  return { family: words.at(-1) ?? '', given: words.slice(0, -1).join(' ') }
}

/** The name as official English writes it at first mention: family name in capitals and first. */
export const officialName = ({ family, given }: { family: string; given: string }): string =>
  `${family.toLocaleUpperCase('en')} ${given}`.trim()
