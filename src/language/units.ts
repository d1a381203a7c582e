import type { Locale } from './model.ts'

/** What is counted or measured, by the words that stand beside its number. In Khmer a noun before ចំនួន is counted too. */
const units: Record<string, Record<Locale, string>> = {
  person: {
    en: 'people|persons|participants|passengers|students|officials|delegates|visitors|workers|residents|nationals|civilians|tourists|runners',
    km: 'នាក់|រូប',
    ja: '人|名',
  },
  household: { en: 'households|families', km: 'គ្រួសារ', ja: '世帯|家族' },
  province: { en: 'provinces', km: 'ខេត្ត', ja: '州' },
  district: { en: 'districts', km: 'ស្រុក', ja: '郡' },
  village: { en: 'villages', km: 'ភូមិ', ja: '(?:か)?村' },
  country: { en: 'countries', km: 'ប្រទេស', ja: '[かカヵヶ]国' },
  school: { en: 'schools', km: 'សាលា', ja: '校' },
  house: { en: 'houses|homes', km: 'ផ្ទះ|ខ្នង', ja: '棟|軒|戸' },
  hectare: { en: 'hectares', km: 'ហិកតា', ja: 'ヘクタール' },
  kilometre: { en: 'kilomet(?:re|er)s|km(?!²|\\d)', km: 'គីឡូម៉ែត្រ(?!ការ៉េ)', ja: 'キロメートル|km(?!²)' },
  metre: { en: 'met(?:re|er)s|m(?![²\\w])', km: 'ម៉ែត្រ(?!ការ៉េ)', ja: 'メートル' },
  kilogram: { en: 'kg|kilograms', km: 'គីឡូក្រាម', ja: 'キログラム|kg' },
  tonne: { en: 'ton(?:ne)?s', km: 'តោន', ja: 'トン' },
  year: { en: 'years?', km: 'ឆ្នាំ', ja: '年' },
  month: { en: 'months?', km: 'ខែ', ja: '[かカヵヶ]月' },
  week: { en: 'weeks?', km: 'សប្តាហ៍', ja: '週' },
  day: { en: 'days?', km: 'ថ្ងៃ', ja: '日' },
  hour: { en: 'hours?', km: 'ម៉ោង', ja: '時間' },
  minute: { en: 'minutes?', km: 'នាទី', ja: '分(?!の)' },
  seat: { en: 'seats', km: 'អាសនៈ', ja: '議席' },
  vote: { en: 'votes', km: 'សំឡេង', ja: '票' },
  gold: { en: 'gold', km: 'មាស', ja: '金' },
  silver: { en: 'silver', km: 'ប្រាក់', ja: '銀' },
  bronze: { en: 'bronze', km: 'សំរឹទ្ធ', ja: '銅' },
}
const names = Object.keys(units)

const alternatives = (locale: Locale) => names.map((name) => `(${units[name]![locale]})`).join('|')
const behind: Record<Locale, RegExp> = {
  en: new RegExp(`(?:[ -][a-z]{3,12})?[ -]?(?:${alternatives('en')})(?![A-Za-z])`, 'y'),
  km: new RegExp(` ?(?:${alternatives('km')})(?!ចំនួន)`, 'y'),
  ja: new RegExp(`[個]?の?(?:${alternatives('ja')})`, 'y'),
}
const before: Partial<Record<Locale, RegExp>> = {
  km: new RegExp(`(?:${alternatives('km')})(?: ?ចំនួន)? ?$`),
  ja: new RegExp(`(?:${alternatives('ja')})(?:メダル)?$`),
}

const named = (match: RegExpExecArray | null) => {
  const at = match?.slice(1).findIndex((group) => group !== undefined) ?? -1
  return at === -1 ? [] : [names[at]!]
}

/** What a number of a folded text counts, as far as the words right beside it say: two where it is open which of them is meant. */
export const unitsAround = (text: string, start: number, end: number, locale: Locale): string[] => {
  const pattern = behind[locale]
  pattern.lastIndex = end
  const earlier = before[locale]?.exec(text.slice(Math.max(0, start - 24), start)) ?? null
  return [...new Set([...named(pattern.exec(text)), ...named(earlier)])]
}
