import { endsWithAbbreviation } from '../../language/abbreviations.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding, Severity } from '../model.ts'
import { sidesOf } from '../sides.ts'

const sentenceEnds = {
  en: /[.!?…:;][”"’')\]]*$/,
  km: /[។៕៖?!…៘៚][»”"’')\]]*$|[.…:][»”"’')\]]*$/,
  ja: /[。．？！…：:][」』）”"]*$|[。？！]$/,
} as const

const noFullStop = new Set([
  'title',
  'subtitle',
  'heading',
  'letterhead',
  'unit',
  'kind',
  'dateline',
  'reference',
])
/** Verbs by which an English text is known for a sentence; where none stands, "Population: 16.7 million." may be a label and its value. */
const verb =
  /\b(?:am|is|are|was|were|be|been|has|have|had|will|would|shall|should|may|might|can|could|must|does|do|did|please|said|says|met|held|took|made|gave|went|saw|began|won|sent|spoke|rose|fell|that|\w{2,20}ed)\b/i
const label = /^[^.!?(]{1,60}: /

/** What a Japanese sentence ends with. Where something else does, it is a nominal phrase, which may go without 。 */
const predicate =
  /(?:ます|ました|ません|です|でした|でしょう|ましょう|ください|[うくぐすつぬぶむるただいん]|か)$/

const pairs: Record<string, string> = {
  '(': ')',
  '（': '）',
  '「': '」',
  '『': '』',
  '«': '»',
  '“': '”',
  '【': '】',
}

interface Rule {
  pattern: RegExp
  message: string
  wanted?: string
}

const khmerLetter = '[\\u1780-\\u17d3\\u17dd\\u17d7]'
const khmerSyllable = '[\\u1780-\\u17b3](?:\\u17d2[\\u1780-\\u17b3]|[\\u17b6-\\u17d1]){0,3}'
/** Behind the letters of an abbreviation or of an item, whose full stops end no sentence: ផ.ស.ស., ឯ.ឧ., ក. */
const notAbbreviated = `(?<!\\.${khmerSyllable}|^[\\s*]{0,3}[\\u1780-\\u17b3])`

/** Latin signs where Khmer has its own. */
const khmerRules: Rule[] = [
  {
    pattern: new RegExp(
      `(?<=${khmerLetter})${notAbbreviated}\\.(?=\\s+[\\u1780-\\u17b3])|(?<=[\\s\\S]{6})(?<=[\\u1780-\\u17dd\\u17e0-\\u17e9»”)%\\ufffc]|[A-Za-z0-9]{2})(?<!Ltd|Inc|Corp|Co|Jr)${notAbbreviated}\\.(?=\\s*$)`,
      'g',
    ),
    message: 'checks:punctuation-khan',
    wanted: '។',
  },
  {
    pattern: new RegExp(`(?<=${khmerLetter} ?)[:\\u17c8](?=\\s*$|\\s+[\\u1780-\\u17b3«“])(?<!ៈ)`, 'g'),
    message: 'checks:punctuation-colon',
    wanted: '៖',
  },
  {
    pattern: new RegExp(`(?<=${khmerLetter}),(?=\\s?[\\u1780-\\u17b3])`, 'g'),
    message: 'checks:punctuation-comma',
    wanted: '',
  },
  { pattern: /។{2,}|៕{2,}|។\s?៕|៕\s?។/g, message: 'checks:punctuation-doubled' },
  { pattern: /៕(?=[\s*»”]*[\u1780-\u17b3])/g, message: 'checks:punctuation-end-mark', wanted: '។' },
  {
    pattern: new RegExp(`"(?=${khmerLetter})|(?<=${khmerLetter})"`, 'g'),
    message: 'checks:punctuation-straight-quotes',
  },
]

/** Sentence ends, brackets and quotation marks correspond, and Khmer has Khmer signs. */
export const punctuation: Check = (segment, document) => {
  if (!segment.isComparable) return []
  return [
    ...sentenceEnd(segment, document),
    ...unpaired(segment, document),
    ...quotes(segment, document),
    ...khmerSigns(segment, document),
  ]
}

const finding = (
  segment: CheckedSegment,
  severity: Severity,
  message: string,
  params: Finding['params'],
): Finding => ({
  segment: segment.index,
  check: 'punctuation',
  severity,
  message,
  params,
})

const endMark = { en: '.', km: '។', ja: '。' } as const

const sentenceEnd = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  const source = segment.sourceView.text.trim()
  const target = segment.targetView.text.trim()
  if (noFullStop.has(segment.role) || !sentenceEnds[document.source].test(source) || /[:;]$/.test(source))
    return []
  if (sentenceEnds[document.target].test(target)) return []
  if (document.source === 'en' && mayBePhrase(source, target, segment, document)) return []
  const at = segment.targetView.raw.trimEnd().length
  const question = /\?[”"’')]*$/.test(source)
  if (/[」』）»”]$/.test(target) && /[”"’')]$/.test(source)) return []
  return [
    {
      ...finding(segment, 'warning', 'checks:punctuation-end', {
        ...sidesOf(document),
        wanted: endMark[document.target],
      }),
      target: [at, at],
      ...(!question &&
        !/[*»”"’')\]」』）]$/.test(target) &&
        !segment.targetView.raw.trimEnd().endsWith('*') && {
          fix: { start: at, end: at, text: endMark[document.target] },
        }),
    },
  ]
}

/** Whether the source's full stop may end something that is no sentence in the target. */
const mayBePhrase = (source: string, target: string, { role }: CheckedSegment, document: CheckedDocument) => {
  if (document.target === 'ja') return !predicate.test(target.replace(/[(（][^()（）]{0,100}[)）]$/, ''))
  const isListed =
    role === 'list-item' ||
    role === 'note' ||
    label.test(source) ||
    endsWithAbbreviation(source.replace(/\)$/, ''))
  return isListed && !verb.test(source)
}

/** A bracket or quotation mark without its partner, where the source has none such. */
const unpaired = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  if (firstUnpaired(segment.sourceView.text) !== undefined) return []
  const odd = firstUnpaired(segment.targetView.text)
  if (odd === undefined) return []
  const text = segment.targetView.text[odd]!
  return [
    {
      ...finding(segment, 'error', 'checks:punctuation-unpaired', { ...sidesOf(document), target: text }),
      target: segment.targetView.span(odd, odd + 1),
    },
  ]
}

const closers = new Map(Object.entries(pairs).map(([open, close]) => [close, open]))

const firstUnpaired = (text: string): number | undefined => {
  const open: [sign: string, at: number][] = []
  for (const { 0: char, index: at } of text.matchAll(/[()（）「」『』«»“”【】]/g)) {
    if (pairs[char]) open.push([char, at])
    const opener = closers.get(char)
    if (!opener) continue
    // 1) and a) number a list.
    if (
      open.length === 0 &&
      /(?:^|\s)[\w\uff10-\uff19\u17e0-\u17e9\u1780-\u17b3\u30a2-\u30f3]{1,3}$/.test(
        text.slice(Math.max(0, at - 4), at),
      )
    )
      continue
    const last = open.at(-1)
    const matches = last && (last[0] === opener || ('（('.includes(last[0]) && '（('.includes(opener)))
    if (!matches) return at
    open.pop()
  }
  return open[0]?.[1]
}

const speaking =
  '(?:said|says|added|stated|noted|told|continued|remarked|explained|according|replied|asked|stressed|declared|emphasi[sz]ed|concluded|wrote|recalled|underlined|he|she|they)'
/** Where one quotation is broken off to say who speaks: “…,” he said, “…” */
const brokenQuote = new RegExp(`[”"][^“”"]{0,60}\\b${speaking}\\b[^“”"]{0,60}(?<!\\bthat )[“"]`, 'gi')

/** A nickname that is no quotation: a “fun run”. The translation may say it in another way. */
const aside = /(?<=\b(?:an?|the|so-called)(?: [\w-]{1,20})? )“[a-z-]+ [a-z-]+”/g

/** (Japanese: “Bridge of Wings”): what a word means in the reader's own language. */
const gloss = /\((?:in )?(?:Khmer|Japanese)[^()]{0,80}\)/g

const quoteCount = (text: string) => (text.match(/[“«「『]|"(?=[\p{L}\p{N}])/gu) ?? []).length

const quotes = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  const source = quoteCount(segment.sourceView.text.replace(aside, '').replace(gloss, ''))
  const target = quoteCount(segment.targetView.text)
  if (source === 0 || target >= source) return []
  const broken = segment.sourceView.text.match(brokenQuote)?.length ?? 0
  if (target > 0 && target >= source - broken) return []
  return [finding(segment, 'warning', 'checks:punctuation-quotes', { ...sidesOf(document), source, target })]
}

const khmerSigns = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  if (document.target !== 'km') return []
  const { targetView } = segment
  return khmerRules.flatMap(({ pattern, message, wanted }) =>
    [...targetView.text.matchAll(pattern)].map((match): Finding => {
      const [start, end] = targetView.span(match.index, match.index + match[0].length)
      return {
        ...finding(segment, 'warning', message, {
          target: match[0],
          ...(wanted !== undefined && { wanted }),
        }),
        target: [start, end],
        ...(wanted && { fix: { start, end, text: wanted } }),
      }
    }),
  )
}
