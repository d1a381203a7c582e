import { dayNumber, exists, fromDayNumber, isFull, toIso } from '../../src/language/calendar.ts'
import { findDates, formatDate } from '../../src/language/dates.ts'
import { toLocalDigits } from '../../src/language/digits.ts'
import { toFullWidth } from '../../src/language/japanese-width.ts'
import type { Locale } from '../../src/language/model.ts'
import { findHonorifics } from '../../src/language/names.ts'
import { findNumbers } from '../../src/language/numbers.ts'
import { findTimes } from '../../src/language/times.ts'
import type { CheckId, CheckSegment, Concept, Finding } from '../../src/quality/model.ts'
import { runChecks } from '../../src/quality/run.ts'
import { type CorpusDocument, concepts, corpus } from './corpus.ts'

/** A way to plant one known error. It gives the spoilt target, or nothing where the segment has no place for it. */
export interface Mutator {
  name: string
  /** The checks of which one has to find it. */
  expect: CheckId[]
  locales: Locale[]
  /** The spoilt segment stands behind the sound one, as the same sentence a second time. */
  isAgain?: true
  mutate: (segment: CheckSegment, target: Locale, random: () => number) => string | undefined
  /** What the source gains, where the error is that the target lacks it. */
  extend?: (source: string) => string
}

/** Mulberry32: the same errors in every run. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pick = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)]

const splice = (text: string, start: number, end: number, by: string) =>
  text.slice(0, start) + by + text.slice(end)

/** The digits of a target that stand for a number, not inside a date, time, name or address. */
const plainNumbers = (text: string, locale: Locale) => {
  const taken = [...findDates(text, locale), ...findTimes(text, locale)]
  return findNumbers(text, locale).filter(
    (number) =>
      number.form === 'digits' &&
      number.kind !== 'identifier' &&
      !/[@/[\](]|www/.test(
        text.slice(Math.max(0, number.start - 12), number.end + 12).replace(/[（(].*$/, ''),
      ) &&
      !taken.some((other) => other.start < number.end && number.start < other.end),
  )
}

const changeDigit = (text: string, start: number, end: number, locale: Locale, random: () => number) => {
  const places = [...text.slice(start, end).matchAll(/[0-9\u17e0-\u17e9\uff10-\uff19]/g)]
  const place = pick(places, random)!
  const old = Number(toLocalDigits(place[0], 'en'))
  const changed = toLocalDigits(String((old + 1 + Math.floor(random() * 8)) % 10), locale)
  return splice(text, start + place.index, start + place.index + 1, changed)
}

const fullDates = (text: string, locale: Locale) =>
  findDates(text, locale).filter((found) => {
    const { date } = found
    return (
      isFull(date) && exists(date) && formatDate(toIso(date), locale) === text.slice(found.start, found.end)
    )
  })

const replaceDate =
  (shift: (days: number, random: () => number) => number): Mutator['mutate'] =>
  (segment, target, random) => {
    const found = pick(fullDates(segment.target, target), random)
    if (!found || !isFull(found.date)) return undefined
    const shifted = toIso(fromDayNumber(shift(dayNumber(found.date), random)))
    return splice(segment.target, found.start, found.end, formatDate(shifted, target))
  }

const persons = concepts.filter(({ kind }) => kind === 'person')

const formOf = (concept: Concept, locale: Locale) =>
  concept.terms.find((term) => term.locale === locale && term.status === 'preferred')?.text

const used = (kind: (concept: Concept) => boolean, segment: CheckSegment, locale: Locale) =>
  concepts.filter((concept) => {
    const english = formOf(concept, 'en')
    const form = formOf(concept, locale)
    return (
      kind(concept) &&
      english &&
      form &&
      segment.source.replaceAll('**', '').includes(english) &&
      segment.target.includes(form)
    )
  })

const longest = (found: Concept[], locale: Locale) =>
  found.sort((a, b) => formOf(b, locale)!.length - formOf(a, locale)!.length)[0]

const replaceName =
  (by: (name: string, english: string, random: () => number) => string): Mutator['mutate'] =>
  (segment, target, random) => {
    const person = longest(
      used((concept) => persons.includes(concept), segment, target),
      target,
    )
    if (!person) return undefined
    const name = formOf(person, target)!
    return segment.target.replaceAll(name, by(name, formOf(person, 'en')!, random))
  }

const swapped: Record<string, string> = { ឯកឧត្តម: 'លោកជំទាវ', លោកជំទាវ: 'ឯកឧត្តម' }

const at = (text: string, pattern: RegExp, random: () => number) => pick([...text.matchAll(pattern)], random)

const replaceAt =
  (pattern: RegExp, by: (written: string) => string): Mutator['mutate'] =>
  (segment, _, random) => {
    const match = at(segment.target, pattern, random)
    return match && splice(segment.target, match.index, match.index + match[0].length, by(match[0]))
  }

const both: Locale[] = ['km', 'ja']
const notAddress = (segment: CheckSegment) => !/https?:|@/.test(segment.target)
const unlessAddress =
  (mutate: Mutator['mutate']): Mutator['mutate'] =>
  (segment, target, random) =>
    notAddress(segment) ? mutate(segment, target, random) : undefined

const strangers: Record<string, string> = {
  en: 'The Chairman of the Board also stressed the important role of the private sector in national development.',
  km: 'ប្រធានក្រុមប្រឹក្សាភិបាលក៏បានគូសបញ្ជាក់ផងដែរអំពីតួនាទីសំខាន់របស់វិស័យឯកជនក្នុងការអភិវឌ្ឍជាតិ។',
  ja: '理事長はまた、国家の発展における民間部門の重要な役割を強調しました。',
}

const currencies: Record<string, [from: string, to: string][]> = {
  km: [
    ['ដុល្លារអាមេរិក', 'យ៉េន'],
    ['ដុល្លារ', 'រៀល'],
    ['រៀល', 'ដុល្លារ'],
    ['យ៉េន', 'រៀល'],
  ],
  ja: [
    ['米ドル', '円'],
    ['ドル', '円'],
    ['リエル', 'ドル'],
    ['億円', '億リエル'],
    ['万円', '万ドル'],
  ],
}

const chinese = [
  '两国外长就地区形势交换了意见。',
  '柬埔寨王國政府今日正式宣布上述決定並表示感謝。',
  '双方同意进一步加强合作关系。',
]

const enlarge = (text: string, most: number) => text.length <= most

export const mutators: Mutator[] = [
  {
    name: 'digit changed',
    // A day of "7–8 September" is a date to one side and a number to the other.
    expect: ['numbers', 'dates'],
    locales: both,
    mutate: ({ target }, locale, random) => {
      const number = pick(plainNumbers(target, locale), random)
      return number && changeDigit(target, number.start, number.end, locale, random)
    },
  },
  {
    name: 'number dropped',
    expect: ['numbers', 'dates'],
    locales: both,
    mutate: ({ source, target }, locale, random) => {
      // What the source says in other ways (both, Phase II) may be dropped, and so may a one or a two.
      const said = findNumbers(source, 'en').map(({ value }) => value)
      const numbers = plainNumbers(target, locale)
      const number = pick(
        numbers.filter(
          (one) =>
            !numbers.some((other) => other !== one && other.value === one.value) &&
            one.value > 2 &&
            said.includes(one.value),
        ),
        random,
      )
      return number && splice(target, number.start, number.end, '')
    },
  },
  {
    name: 'number invented',
    expect: ['numbers'],
    locales: both,
    mutate: ({ target, role }, locale) => {
      if (role === 'letterhead' || role === 'kind' || /https?:|@|^\*\*/.test(target)) return undefined
      return locale === 'km'
        ? `${target.replace(/[។៕]$/, '')} ចំនួន៣៧${/[។៕]$/.exec(target)?.[0] ?? ''}`
        : `37件の${target}`
    },
  },
  {
    name: 'currency changed',
    expect: ['numbers'],
    locales: both,
    mutate: ({ target }, locale) => {
      const amount = currencies[locale]!.map(
        ([from, to]) =>
          [new RegExp(`(?<=[0-9\u17e0-\u17e9万億兆]|លាន|[0-9\u17e0-\u17e9] |លាន )${from}`, 'g'), to] as const,
      ).find(([pattern]) => target.search(pattern) !== -1)
      return amount && target.replace(...amount)
    },
  },
  {
    name: 'numbers in each other’s place',
    expect: ['numbers'],
    locales: both,
    mutate: ({ source, target }, locale) => {
      // Only where the words beside both numbers tell them apart.
      const counted = plainNumbers(target, locale).filter(
        (number) =>
          (locale === 'ja'
            ? /^(?:人|名|世帯|州|[かヵ]国|校|棟|ヘクタール|か月|議席|日間|年間)/
            : /^ (?:នាក់|ហិកតា|តោន|គីឡូម៉ែត្រ)/
          ).test(target.slice(number.end)) &&
          findNumbers(source, 'en').some(
            ({ value, end }) =>
              value === number.value &&
              /^ (?:people|households|provinces|countries|schools|houses|hectares|months|seats|tonnes|km|kilometres)/.test(
                source.slice(end),
              ),
          ),
      )
      const [a, b] = counted
      const unit = (number: (typeof counted)[number]) => target.slice(number.end).trim().slice(0, 2)
      if (!a || !b || unit(a) === unit(b)) return undefined
      const [first, second] = [target.slice(a.start, a.end), target.slice(b.start, b.end)]
      return splice(splice(target, b.start, b.end, first), a.start, a.end, second)
    },
  },
  {
    name: 'fraction changed',
    expect: ['numbers'],
    locales: both,
    mutate: replaceAt(/[23]分の1|半分|ពាក់កណ្តាល(?!ឆ្នាំ|សតវត្ស|ដំបូង)|មួយភាគ(?:បី|បួន)/g, (written) =>
      /分/.test(written) ? '5分の1' : 'មួយភាគដប់',
    ),
  },
  {
    name: 'telephone number changed',
    expect: ['numbers'],
    locales: both,
    mutate: ({ target }, locale, random) => {
      const number = findNumbers(target, locale).find(({ kind }) => kind === 'telephone')
      return number && changeDigit(target, number.start, number.end, locale, random)
    },
  },
  {
    name: 'Latin digit in Khmer',
    expect: ['numbers'],
    locales: ['km'],
    mutate: unlessAddress(
      replaceAt(/(?<![\u17e0-\u17e9A-Za-z(+])[\u17e0-\u17e9](?![\u17e0-\u17e9])/g, (digit) =>
        toLocalDigits(digit, 'en'),
      ),
    ),
  },
  {
    name: 'date shifted by a day',
    expect: ['dates'],
    locales: both,
    mutate: replaceDate((days, random) => days + (random() < 0.5 ? -1 : 1)),
  },
  { name: 'month shifted', expect: ['dates'], locales: both, mutate: replaceDate((days) => days + 31) },
  {
    name: 'year shifted',
    expect: ['dates', 'numbers'],
    locales: both,
    mutate: replaceDate((days) => days + 365),
  },
  {
    name: 'date dropped',
    expect: ['dates'],
    locales: both,
    mutate: ({ target }, locale, _random) => {
      const [found, other] = findDates(target, locale).length > 1 ? [] : fullDates(target, locale)
      return found && !other ? splice(target, found.start, found.end, '') : undefined
    },
  },
  {
    name: 'bare year changed',
    expect: ['dates', 'numbers'],
    locales: both,
    mutate: unlessAddress(({ target }, locale, random) => {
      const years = findDates(target, locale).filter(
        ({ date }) => date.year !== undefined && date.month === undefined,
      )
      const found = pick(years, random)
      if (!found || !/[0-9\u17e0-\u17e9]{4}/.test(target.slice(found.start, found.end))) return undefined
      const [year] = /[0-9\u17e0-\u17e9]{4}/.exec(target.slice(found.start, found.end))!
      const at = target.indexOf(year, found.start)
      return splice(target, at, at + 4, toLocalDigits(String(Number(toLocalDigits(year, 'en')) + 3), locale))
    }),
  },
  { name: 'name dropped', expect: ['names'], locales: both, mutate: replaceName(() => '') },
  {
    name: 'name in Latin script',
    expect: ['names'],
    locales: both,
    mutate: replaceName((_, english) => english),
  },
  {
    name: 'name misspelt',
    expect: ['names'],
    locales: both,
    mutate: replaceName((name, _, random) => {
      const letters = [...name.matchAll(/[\u1780-\u17a2\u30a1-\u30fa\u4e00-\u9fff]/g)].slice(-3)
      const letter = pick(letters, random)!
      const wrong = /[\u1780-\u17a2]/.test(letter[0])
        ? letter[0] === 'ម'
          ? 'ន'
          : 'ម'
        : letter[0] === '洋'
          ? '葉'
          : /[\u4e00-\u9fff]/.test(letter[0])
            ? '洋'
            : letter[0] === 'ロ'
              ? 'ト'
              : 'ロ'
      return splice(name, letter.index, letter.index + 1, wrong)
    }),
  },
  {
    name: 'honorific swapped',
    expect: ['names'],
    locales: ['km'],
    mutate: ({ source, target }, _, random) => {
      // Where the English leaves the sex open nothing can be known.
      if (
        findHonorifics(source, 'en').some(({ gender, rank }) => rank === 'excellency' && gender === 'unknown')
      )
        return undefined
      const match = findHonorifics(source, 'en').some(({ rank }) => rank === 'excellency')
        ? at(target, /ឯកឧត្តម|លោកជំទាវ/g, random)
        : undefined
      return match && target.replaceAll(match[0], swapped[match[0]]!)
    },
  },
  {
    name: 'honorific dropped',
    expect: ['names'],
    locales: ['km'],
    mutate: ({ source, target }, _, random) => {
      const match = /Excellency|H\.E\./.test(source) ? at(target, /ឯកឧត្តម ?|លោកជំទាវ ?/g, random) : undefined
      return match && target.replaceAll(match[0].trim(), '')
    },
  },
  {
    name: 'Samdech made an Excellency',
    expect: ['names'],
    locales: ['ja'],
    mutate: ({ source, target }) =>
      /Samdech/.test(source) && target.includes('フン・セン') && !/Excellency|H\.E\./.test(source)
        ? target.replace(/(?:サムデック・(?:テチョー?・)?)?フン・セン(?:首相)?/, 'フン・セン閣下')
        : undefined,
  },
  {
    name: 'forbidden term',
    expect: ['terms', 'names'],
    locales: both,
    mutate: (segment, locale) => {
      const concept = longest(
        used(
          (one) => one.terms.some((term) => term.locale === locale && term.status === 'forbidden'),
          segment,
          locale,
        ),
        locale,
      )
      const bad = concept?.terms.find((term) => term.locale === locale && term.status === 'forbidden')
      return concept && segment.target.replace(formOf(concept, locale)!, bad!.text)
    },
  },
  {
    name: 'term dropped',
    expect: ['terms'],
    locales: both,
    mutate: (segment, locale) => {
      const concept = longest(
        used(
          ({ kind, terms }) =>
            /^[A-Z]/.test(terms[0]!.text) &&
            (['organisation', 'event', 'title'].includes(kind) ||
              /Tokyo|Phnom Penh|South China Sea|Partnership|Myanmar|ASEAN C/.test(terms[0]!.text)),
          segment,
          locale,
        ),
        locale,
      )
      // One of two posts may be lost unseen, as the other still stands in the target.
      const isShared = (segment.source.match(/Minister/g) ?? []).length > 1 || /総理/.test(segment.target)
      // Within a longer name (Phnom Penh Port) a place may be said by the whole name's own translation.
      const after = concept && segment.source.split(formOf(concept, 'en')!)[1]
      const isInName = concept?.kind === 'place' && /^(?: [A-Z]|[–-])/.test(after ?? '')
      if (!concept || isInName || (concept.kind === 'title' && isShared)) return undefined
      const dropped = segment.target.replaceAll(formOf(concept, locale)!, '')
      return dropped.trim() === '' ? undefined : dropped
    },
  },
  {
    name: 'left in English',
    expect: ['untranslated'],
    locales: both,
    mutate: ({ source }) => (/[a-z]{2}.* [a-z]{2}/.test(source) ? source : undefined),
  },
  {
    name: 'sentence left in English',
    expect: ['untranslated'],
    locales: both,
    mutate: ({ source, target }) => {
      const sentences = target.split(/(?<=[។。])\s*/)
      const english = source.split(/(?<=[.]) (?=[A-Z])/)
      if (sentences.length < 2 || english.length !== sentences.filter(Boolean).length) return undefined
      return [...sentences.slice(0, -1), english.at(-1)].join(' ')
    },
  },
  {
    name: 'Chinese in place of Japanese',
    expect: ['untranslated'],
    locales: ['ja'],
    mutate: ({ source, target }) =>
      /[a-z] [a-z].*[.]$/.test(source) && /。$/.test(target)
        ? chinese[target.length % chinese.length]
        : undefined,
  },
  {
    name: 'English word left',
    expect: ['untranslated'],
    locales: both,
    mutate: ({ source, target }, _, random) => {
      const word = at(source.replace(/\S*(?:@|https?:)\S*/g, ''), /(?<![\w.@/])[a-z]{5,}(?![\w@.])/g, random)
      const spot = at(target, /(?<=[\u1780-\u17b3។、の]) ?(?=[\u1780-\u17b3\u4e00-\u9fff])/g, random)
      return word && spot && splice(target, spot.index, spot.index + spot[0].length, ` ${word[0]} `)
    },
  },
  { name: 'emptied', expect: ['empty'], locales: both, mutate: () => '  ' },
  {
    name: 'bold lost',
    expect: ['markup'],
    locales: both,
    mutate: ({ target }) => (target.includes('**') ? target.replace('**', '').replace('**', '') : undefined),
  },
  {
    name: 'one bold mark lost',
    expect: ['markup'],
    locales: both,
    mutate: ({ target }) => (target.includes('**') ? target.replace('**', '') : undefined),
  },
  {
    name: 'link or address lost',
    expect: ['markup'],
    locales: both,
    mutate: replaceAt(/https?:\/\/[\w./-]+|[\w.]+@[\w.]+\w/g, () => ''),
  },
  {
    name: 'italics lost',
    expect: ['markup'],
    locales: both,
    // Not the star before a note.
    mutate: replaceAt(/(?<!\*)\*(?![*\s])/g, () => ''),
  },
  {
    name: 'full stop lost',
    expect: ['punctuation'],
    locales: both,
    // A label and its value, or an item of a list, may go without.
    mutate: ({ source, target, role }) =>
      /[.]$/.test(source) &&
      /[។៕。]$/.test(target) &&
      role === 'paragraph' &&
      !/^[^.!?(]{1,60}: /.test(source)
        ? target.slice(0, -1)
        : undefined,
  },
  {
    name: 'Latin full stop',
    expect: ['punctuation', 'japanese-typography'],
    locales: both,
    mutate: ({ target }) => (/[។៕。]$/.test(target) ? `${target.slice(0, -1)}.` : undefined),
  },
  {
    name: 'closing mark lost',
    expect: ['punctuation'],
    locales: both,
    mutate: replaceAt(/(?<=.{5})[»」）)](?!\*)/g, () => ''),
  },
  {
    name: 'quotation marks lost',
    expect: ['punctuation'],
    locales: both,
    mutate: ({ source, target }) =>
      /[“"]/.test(source) && /[«「]/.test(target)
        ? target.replace(/[«「]/, '').replace(/[»」]/, '')
        : undefined,
  },
  {
    name: 'marks disordered',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(
      /\u17d2[\u1780-\u17a2][\u17b6-\u17c5]/g,
      (written) => written[2]! + written.slice(0, 2),
    ),
  },
  {
    name: 'shifter before subscript',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(/\u17d2[\u1780-\u17a2][\u17c9\u17ca]/g, (written) => written[2]! + written.slice(0, 2)),
  },
  {
    name: 'sign doubled',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(/[\u17b6-\u17c5\u17c9-\u17cb]/g, (written) => written + written),
  },
  {
    name: 'split vowel',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(/[\u17be\u17c4]/g, (written) =>
      written === '\u17be' ? '\u17c1\u17b8' : '\u17c1\u17b6',
    ),
  },
  {
    name: 'subscript sign without letter',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(/\u17d2[\u1780-\u17a2](?=[ ។])/g, () => '\u17d2'),
  },
  {
    name: 'zero-width space',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: replaceAt(/(?<=[\u17b6-\u17c5])(?=[\u1780-\u17a2])/g, () => '\u200b'),
  },
  {
    name: 'joiner in or before a syllable',
    expect: ['khmer-unicode'],
    locales: ['km'],
    mutate: (segment, locale, random) =>
      replaceAt(
        /(?<=[\u1780-\u17a2])(?=[\u17b6-\u17c5\u17d2])|(?<=[\u17b6-\u17c5])(?=[\u1780-\u17a2])/g,
        () => (random() < 0.5 ? '\u200c' : '\u200d'),
      )(segment, locale, random),
  },
  {
    name: 'odd digit width',
    expect: ['japanese-typography'],
    locales: ['ja'],
    // A single full-width digit beside longer half-width numbers is many an office's style.
    mutate: unlessAddress(({ target }, _, random) => {
      const written = [...target.matchAll(/(?<![A-Za-z0-9.,-])[0-9]+(?![A-Za-z0-9])/g)]
      const singles = written.filter(({ 0: digits, index }) => digits.length === 1 && index > 1)
      const longer = written.filter(({ 0: digits }) => digits.length > 1)
      const digit = pick([...longer, ...(singles.length > 1 ? singles : [])], random)
      return digit && splice(target, digit.index, digit.index + 1, toFullWidth(digit[0][0]!))
    }),
  },
  {
    name: 'half-width katakana',
    expect: ['japanese-typography'],
    locales: ['ja'],
    mutate: replaceAt(/[アイカキクサシスタツテトナニノハヒフマミムモヤユラリルロン]/g, (kana) =>
      String.fromCharCode(
        0xff61 +
          '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'.indexOf(
            kana,
          ),
      ),
    ),
  },
  {
    name: 'half-width comma',
    expect: ['japanese-typography'],
    locales: ['ja'],
    mutate: replaceAt(/(?<=[\u3041-\u9fff])、(?=[\u3041-\u9fff])/g, () => ','),
  },
  {
    name: 'full-width Latin',
    expect: ['japanese-typography'],
    locales: ['ja'],
    mutate: unlessAddress(replaceAt(/[A-Z]{3,}/g, toFullWidth)),
  },
  {
    name: 'plain style',
    expect: ['japanese-typography'],
    locales: ['ja'],
    mutate: ({ target }) =>
      /しました。$/.test(target) ? target.replace(/しました。$/, 'した。') : undefined,
  },
  {
    name: 'two spaces',
    expect: ['whitespace'],
    locales: ['km'],
    mutate: replaceAt(/(?<=[\u1780-\u17d3]) (?=[\u1780-\u17b3])/g, () => '  '),
  },
  {
    name: 'space before the end',
    expect: ['whitespace'],
    locales: both,
    mutate: replaceAt(/[។。](?=$)/g, (mark) => ` ${mark}`),
  },
  {
    name: 'space around Latin',
    expect: ['whitespace'],
    locales: ['ja'],
    mutate: replaceAt(/(?<=[\u3041-\u9fff])(?=[A-Z0-9])/g, () => ' '),
  },
  { name: 'space at the edge', expect: ['whitespace'], locales: both, mutate: ({ target }) => ` ${target}` },
  {
    name: 'word twice',
    expect: ['repeated-words'],
    locales: ['ja'],
    mutate: replaceAt(
      /(?<![\u4e00-\u9fff])(?!毎)[\u4e00-\u9fff]{2,6}(?![\u4e00-\u9fff])/g,
      (word) => word + word,
    ),
  },
  {
    name: 'word twice',
    expect: ['repeated-words'],
    locales: ['km'],
    mutate: replaceAt(/(?<=[ «])[\u1780-\u17d3]{8,30}(?=[ ។»])/g, (word) => `${word} ${word}`),
  },
  {
    name: 'half of it lost',
    expect: ['length', 'terms', 'numbers', 'dates', 'names', 'markup'],
    locales: both,
    mutate: ({ source, target, role }, locale) =>
      source.length > 120 && role === 'paragraph'
        ? target.slice(0, Math.floor(target.length * 0.4)).replace(/\u17d2$/, '') +
          (locale === 'km' ? '។' : '。')
        : undefined,
  },
  {
    name: 'sentence added',
    expect: ['added-text', 'length'],
    locales: both,
    mutate: ({ source, target, role }, locale) =>
      role === 'paragraph' && enlarge(source, 160) && /[។。]$/.test(target)
        ? `${target}${locale === 'km' ? ' ' : ''}${strangers[locale]}`
        : undefined,
  },
  {
    name: 'sentence missing',
    expect: ['length'],
    locales: both,
    extend: (source) => `${source} ${strangers.en}`,
    mutate: ({ source, target, role }) =>
      role === 'paragraph' && enlarge(source, 160) && /[.]$/.test(source) ? target : undefined,
  },
  {
    name: 'same source, other wording',
    expect: ['consistency'],
    locales: both,
    isAgain: true,
    mutate: ({ target }, locale) =>
      target.length < 12 ? undefined : locale === 'km' ? `ម្យ៉ាងទៀត ${target}` : `なお、${target}`,
  },
  {
    name: 'remark added',
    expect: ['added-text'],
    locales: both,
    mutate: ({ source, target }) =>
      /translation/i.test(source) ? undefined : `Here is the translation: ${target}`,
  },
]

export interface Planted {
  document: CorpusDocument
  index: number
  mutator: Mutator
  segments: CheckSegment[]
  /** Where in `segments` the error is. */
  place: number
}

/** Every error that the mutators can plant in the corpus, each in its segment between its neighbours. */
export const plant = (seed = 1): Planted[] => {
  const random = randomFrom(seed)
  return corpus.flatMap((document) =>
    document.segments.flatMap((segment, index) =>
      mutators.flatMap((mutator): Planted[] => {
        if (!mutator.locales.includes(document.target)) return []
        const target = mutator.mutate(segment, document.target, random)
        if (target === undefined || (target === segment.target && !mutator.extend)) return []
        const spoilt = { ...segment, target, source: mutator.extend?.(segment.source) ?? segment.source }
        if (mutator.isAgain) return [{ document, index, mutator, place: 1, segments: [segment, spoilt] }]
        const from = Math.max(0, index - 1)
        const segments = document.segments.slice(from, index + 2)
        const place = index - from
        return [{ document, index, mutator, place, segments: segments.with(place, spoilt) }]
      }),
    ),
  )
}

/** The findings on a planted error's own segment. */
export const findingsOn = ({ document, segments, place }: Planted): Finding[] =>
  runChecks({ source: 'en', target: document.target, segments, concepts }).filter(
    ({ segment }) => segment === place,
  )

export interface Score {
  check: CheckId
  planted: number
  found: number
  /** Findings of this check on clean segments. */
  falseFindings: number
}

/** How many planted errors each check (the first of those expected) finds, and how often it speaks on correct text. */
export const score = (seed = 1): { scores: Score[]; missed: Planted[]; cleanSegments: number } => {
  const scores = new Map<CheckId, Score>()
  const of = (check: CheckId) => {
    if (!scores.has(check)) scores.set(check, { check, planted: 0, found: 0, falseFindings: 0 })
    return scores.get(check)!
  }
  const missed: Planted[] = []
  for (const planted of plant(seed)) {
    const entry = of(planted.mutator.expect[0]!)
    entry.planted++
    if (findingsOn(planted).some(({ check }) => planted.mutator.expect.includes(check))) entry.found++
    else missed.push(planted)
  }
  for (const { target, segments } of corpus)
    for (const { check } of runChecks({ source: 'en', target, segments, concepts })) of(check).falseFindings++
  return {
    scores: [...scores.values()],
    missed,
    cleanSegments: corpus.reduce((sum, { segments }) => sum + segments.length, 0),
  }
}
