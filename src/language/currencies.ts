import type { Locale } from './model.ts'

/** ISO 4217 code of a currency; `dollar` where the text leaves open whose dollars they are. */
export type Currency =
  | 'USD'
  | 'AUD'
  | 'CAD'
  | 'SGD'
  | 'HKD'
  | 'NZD'
  | 'dollar'
  | 'KHR'
  | 'JPY'
  | 'EUR'
  | 'GBP'
  | 'CNY'
  | 'THB'
  | 'VND'
  | 'KRW'

/** What stands before an amount in any language, and behind it in each; special dollars before the plain ones. */
const signs: [Currency, before: string, behind: Record<Locale, string>][] = [
  [
    'AUD',
    'AU?\\$|AUD',
    { en: 'AUD|Australian dollar', km: 'ដុល្លារ?អូស្ត្រាលី', ja: '豪ドル|オーストラリア・?ドル' },
  ],
  ['CAD', 'C\\$|CAD', { en: 'CAD|Canadian dollar', km: 'ដុល្លារ?កាណាដា', ja: 'カナダ・?ドル|加ドル' }],
  ['SGD', 'S\\$|SGD', { en: 'SGD|Singapore dollar', km: 'ដុល្លារ?សិង្ហបុរី', ja: 'シンガポール・?ドル' }],
  ['HKD', 'HK\\$|HKD', { en: 'HKD|Hong Kong dollar', km: 'ដុល្លារ?ហុងកុង', ja: '香港ドル' }],
  [
    'NZD',
    'NZ\\$|NZD',
    { en: 'NZD|New Zealand dollar', km: 'ដុល្លារ?នូវែលសេឡង់', ja: 'NZドル|ニュージーランド・?ドル' },
  ],
  [
    'USD',
    'U\\.?S\\.? ?\\$|USD',
    {
      en: 'USD|(?:US|U\\.S\\.|American) dollar',
      km: 'ដុល្លារ?(?:សហរដ្ឋ)?អាមេរិក|USD',
      ja: '米・?ドル|USドル|アメリカ・?ドル',
    },
  ],
  ['dollar', '\\$', { en: 'dollar', km: 'ដុល្លារ?|\\$', ja: 'ドル' }],
  ['KHR', 'KHR|៛', { en: 'riel|KHR|៛', km: 'រៀល|៛', ja: 'リエル' }],
  ['JPY', '¥|JPY', { en: '(?:Japanese )?yen|JPY', km: 'យ៉?េន', ja: '(?:日本)?円(?![卓滑形周筒])' }],
  ['EUR', '€|EUR', { en: 'euro|EUR', km: 'អឺរ៉ូ', ja: 'ユーロ' }],
  [
    'GBP',
    '£|GBP',
    { en: 'pounds? sterling|British pound|GBP', km: 'ផោនស្ទើលីង', ja: '(?:英|スターリング)・?ポンド' },
  ],
  [
    'CNY',
    'CNY|RMB',
    {
      en: '(?:Chinese )?yuan|renminbi|RMB|CNY',
      km: 'យ័ន|យាន់',
      ja: '(?:人民|中国)?元(?![年日来首副大会々の])',
    },
  ],
  ['THB', '฿|THB', { en: '(?:Thai )?baht|THB', km: 'បាត', ja: '(?:タイ・?)?バーツ' }],
  ['VND', '₫|VND', { en: '(?:Vietnamese )?dong|VND', km: 'ដុង', ja: '(?:ベトナム・?)?ドン' }],
  ['KRW', '₩|KRW', { en: '(?:South )?Korean won|KRW', km: 'វ៉ុន', ja: '(?:韓国)?ウォン' }],
]

const groups = (pick: (sign: (typeof signs)[number]) => string) =>
  signs.map((sign) => `(${pick(sign)})`).join('|')
const before = new RegExp(`(?:${groups(([, sign]) => sign)})\\s?$`)
const behind = (locale: Locale) =>
  new RegExp(`(?:[\\s-]|以?上|余り?|超|弱|強)?(?:${groups(([, , words]) => words[locale])})`, 'y')
const behindIn: Record<Locale, RegExp> = { en: behind('en'), km: behind('km'), ja: behind('ja') }

const chosen = (match: RegExpExecArray | null): Currency | undefined =>
  match ? signs[match.slice(1).findIndex((group) => group !== undefined)]?.[0] : undefined

/** The currency of an amount, by what stands around it in a folded text. */
export const currencyAround = (
  text: string,
  start: number,
  end: number,
  locale: Locale,
): Currency | undefined => {
  const pattern = behindIn[locale]
  pattern.lastIndex = end
  const after = chosen(pattern.exec(text))
  if (after !== undefined && after !== 'dollar') return after
  return chosen(before.exec(text.slice(Math.max(0, start - 5), start))) ?? after
}

/** Whether a currency's sign or code stands right before an offset of a folded text. */
export const followsCurrency = (text: string, at: number): boolean =>
  before.test(text.slice(Math.max(0, at - 5), at))

const isDollar = (currency: string) => currency === 'dollar' || /^(?:US|AU|CA|SG|HK|NZ)D$/.test(currency)

/** Whether two amounts can be in the same currency: plain dollars are of any country. */
export const sameCurrency = (a: string, b: string): boolean =>
  a === b || ((a === 'dollar' || b === 'dollar') && isDollar(a) && isDollar(b))

/** Whether a folded text names a currency anywhere, with an amount or without. */
export const namesCurrency = (text: string, currency: string, locale: Locale): boolean =>
  signs.some(
    ([code, sign, words]) =>
      (code === currency || (isDollar(code) && isDollar(currency))) &&
      new RegExp(`${sign}|${words[locale]}`).test(text),
  )
