import type { Locale } from './model.ts'
import type { FoundNumber } from './numbers.ts'

type Dimension =
  | 'share'
  | 'time'
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'power'
  | 'energy'
  | 'tension'
  | 'count'

interface Unit {
  /** How many of the dimension's smallest unit here it is. A kilo is of length or mass, as the other side says. */
  sizes: Partial<Record<Dimension, number>>
  words: Record<Locale, string>
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const month = 30.44 * day
const year = 12 * month

const unit = (dimension: Dimension, size: number, en: string, km: string, ja: string): Unit => ({
  sizes: { [dimension]: size },
  words: { en, km, ja },
})

/** Units between which a translation may convert; at each place the first that fits is meant, so longer names come first. */
const units: Unit[] = [
  unit('time', 100 * year, 'centur(?:y|ies)', 'សតវត្សរ?៍?', '世紀'),
  unit('time', 10 * year, 'decades?', 'ទសវត្សរ?៍?', '十年(?!間)'),
  unit('time', 3 * month, 'quarters?', 'ត្រីមាស', '四半期'),
  unit('time', year, 'years?', 'ឆ្នាំ', '[か箇]?年'),
  unit('time', month, 'months?', 'ខែ', '[かカヵヶケ箇]月'),
  unit('time', 14 * day, 'fortnights?', 'បក្ខ', '隔週'),
  unit('time', 7 * day, 'weeks?', 'សប្[តដ]ាហ៍|អាទិត្យ', '週'),
  unit('time', day, 'days?', 'ថ្ងៃ', '日'),
  unit('time', hour, 'hours?|hrs?', 'ម៉ោង', '時間'),
  unit('time', minute, 'minutes?|mins?', 'នាទី', '分'),
  unit('time', 1, 'seconds?|secs?', 'វិនាទី', '秒'),
  unit(
    'area',
    1e6,
    'km²|km2|(?:square|sq\\.?) (?:kilomet(?:er|re)s?|km)',
    'គីឡូម៉ែត្រ ?(?:ការ៉េ|ក្រឡា)|គ\\.?ម\\.?²',
    '平方(?:キロ|km)|km²|㎢',
  ),
  unit('area', 2.59e6, '(?:square|sq\\.?) miles?', 'ម៉ាយ ?(?:ការ៉េ|ក្រឡា)', '平方マイル'),
  unit('area', 1e4, 'hectares?|ha', 'ហិកតា|ហ\\.?ត', 'ヘクタール|ha'),
  unit('area', 4046.9, 'acres?', 'អា[គក]័?រ', 'エーカー'),
  unit('area', 1600, 'rai', 'រ៉ៃ', 'ライ'),
  unit(
    'area',
    1,
    'm²|m2|(?:square|sq\\.?) (?:met(?:er|re)s?|m)',
    'ម៉ែត្រ ?(?:ការ៉េ|ក្រឡា)|ម\\.?²',
    '平方(?:メートル|m)|m²|㎡',
  ),
  unit('volume', 1000, 'm³|m3|cubic met(?:er|re)s?', 'ម៉ែត្រ ?គូប|ម\\.?³', '立方メートル|m³|㎥'),
  unit('volume', 158.99, 'barrels?|bbl', 'បារ៉?ែ?ល', 'バレル'),
  unit('volume', 3.785, 'gallons?', 'ហ្គាឡុង', 'ガロン'),
  unit('volume', 1e-3, 'ml|millilit(?:er|re)s?', 'មីលីលីត្រ', 'ミリリットル|ml'),
  unit('volume', 1, 'lit(?:er|re)s?|L', 'លីត្រ', 'リットル|L'),
  unit('energy', 1e6, 'GWh|gigawatt-hours?', 'ជីហ្គាវ៉ាត់ម៉ោង', 'ギガワット時|GWh'),
  unit('energy', 1e3, 'MWh|megawatt-hours?', 'មេហ្គាវ៉ាត់ម៉ោង', 'メガワット時|MWh'),
  unit('energy', 1, 'kWh|kilowatt-hours?', 'គីឡូវ៉ាត់ម៉ោង', 'キロワット時|kWh'),
  unit('power', 1e6, 'GW|gigawatts?', 'ជីហ្គាវ៉ាត់', 'ギガワット|GW'),
  unit('power', 1e3, 'MW|megawatts?', 'មេហ្គាវ៉ាត់', 'メガワット|MW'),
  unit('power', 1, 'kW|kilowatts?', 'គីឡូវ៉ាត់', 'キロワット|kW'),
  unit('tension', 1000, 'kV|kilovolts?', 'គីឡូវ៉ុល', 'キロボルト|kV'),
  unit('tension', 1, 'V|volts?', 'វ៉ុល', 'ボルト|V'),
  unit('length', 1e6, 'km|kilomet(?:er|re)s?|kms', 'គីឡូម៉ែត្រ|គ\\.?ម', 'キロメートル|km'),
  unit('length', 1.852e6, 'nautical miles?', 'ម៉ាយល៍?សមុទ្រ', '海里'),
  unit('length', 1.609e6, 'miles?', 'ម៉ាយ', 'マイル'),
  unit('length', 10, 'cm|centimet(?:er|re)s?', 'សង់ទីម៉ែត្រ|ស\\.?ម', 'センチ(?:メートル)?|cm'),
  unit('length', 1, 'mm|millimet(?:er|re)s?', 'មីលីម៉ែត្រ|ម\\.?ម', 'ミリ(?!リットル)(?:メートル)?|mm'),
  unit('length', 1000, 'm|met(?:er|re)s?', 'ម៉ែត្រ|ម', 'メートル|m'),
  unit('length', 304.8, 'feet|foot|ft', 'ហ្វីត|ហ្វូត', 'フィート'),
  unit('length', 25.4, 'inch(?:es)?', 'អ៊ីញ', 'インチ'),
  unit('mass', 1e12, 'Mt|megatonnes?', 'មេហ្គាតោន', 'メガトン|Mt'),
  unit('mass', 1e9, 'kt|kilotonnes?', 'គីឡូតោន', 'キロトン|kt'),
  unit('mass', 1e6, 't|tons?|tonnes?|metric tons?', 'តោន', 'トン|t'),
  unit('mass', 1000, 'kg|kilograms?', 'គីឡូក្រាម|គ\\.?ក្រ?', 'キログラム|kg'),
  unit('mass', 453.6, 'pounds?|lbs?', 'ផោន', 'ポンド'),
  unit('mass', 28.35, 'ounces?|oz', 'អោន', 'オンス'),
  unit('mass', 1, 'g|grams?', 'ក្រាម', 'グラム|g'),
  { sizes: { length: 1e6, mass: 1000 }, words: { en: 'kilos?', km: 'គីឡូ', ja: 'キロ' } },
  unit('share', 1e-4, 'basis points?|bps', 'ពិន្ទុមូលដ្ឋាន', 'ベーシスポイント|bp'),
  unit('count', 12, 'dozens?', 'ឡូ', 'ダース'),
  unit('count', 2, 'pairs?|couples?', 'គូ', '組|対|双'),
]

/** A title has its units in capitals: Six Months On. */
const inTitles = (words: string) =>
  words.replace(
    /(^|\|)([a-z])(?=[a-z]{2})/g,
    (_, before, first) => `${before}[${first}${first.toUpperCase()}]`,
  )

const patternIn = (locale: Locale) => {
  const alternatives = units.map(({ words }) => `(${inTitles(words[locale])})`).join('|')
  // A word may stand between in English: 90 consecutive days, three quarters of an hour.
  return locale === 'en'
    ? new RegExp(`( of an?|[ -][a-z]{3,12})??[ -]?(?:${alternatives})(?![A-Za-z])`, 'y')
    : new RegExp(`(の)?[ 個]?(?:${alternatives})`, 'y')
}

const patterns = new Map<Locale, RegExp>()

export interface Measure extends Pick<Unit, 'sizes'> {
  /** Offset behind the unit. */
  end: number
  /** Whether the unit stands right beside the number, so that it is the number's for certain. */
  isClose: boolean
}

/** What a number of a folded text measures, by the unit behind it; a part of a whole where there is none. */
export const measureOf = ({ kind, end }: FoundNumber, text: string, locale: Locale): Measure | undefined => {
  if (kind === 'percent') return { sizes: { share: 0.01 }, end, isClose: true }
  const pattern = patterns.get(locale) ?? patternIn(locale)
  patterns.set(locale, pattern)
  pattern.lastIndex = end
  const match = pattern.exec(text)
  if (!match) return kind === 'fraction' ? { sizes: { share: 1 }, end, isClose: true } : undefined
  const [, gap, ...found] = match
  const { sizes } = units[found.findIndex((group) => group !== undefined)]!
  return { sizes, end: pattern.lastIndex, isClose: gap === undefined }
}

/** The sizes of two units in each dimension that they share. */
const sharedSizes = (a: Measure, b: Measure): [number, number][] =>
  Object.entries(a.sizes).flatMap(([dimension, size]): [number, number][] => {
    const other = b.sizes[dimension as Dimension]
    return other === undefined ? [] : [[size, other]]
  })

/** Whether two units measure the same kind of thing and are not the same: MW and kW. */
export const isOtherUnit = (a: Measure, b: Measure): boolean => {
  const sizes = sharedSizes(a, b)
  return sizes.length > 0 && sizes.every(([one, other]) => one !== other)
}

/** A converted amount is rounded: three months are 90 days, 60 miles 97 kilometres. */
const tolerance = 0.021

interface Amount {
  value: number
  measure: Measure | undefined
}

/** Whether two amounts in different units are the same: 80 MW and 80,000 kW, 90 minutes and an hour and a half. */
export const isConverted = (a: Amount, b: Amount): boolean => {
  if (!a.measure || !b.measure || !isOtherUnit(a.measure, b.measure)) return false
  return sharedSizes(a.measure, b.measure).some(([sizeA, sizeB]) => {
    const [one, other] = [a.value * sizeA, b.value * sizeB]
    return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other))
  })
}
