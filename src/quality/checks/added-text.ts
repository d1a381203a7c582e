import { eitherAbbreviations, numberAbbreviations, openAbbreviations } from '../../language/abbreviations.ts'
import { foldWidth } from '../../language/digits.ts'
import type { Locale } from '../../language/model.ts'
import { findNumbers } from '../../language/numbers.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { addressesIn } from '../view.ts'

/** What a machine or a translator says about the text in place of translating it. */
const remarks =
  /\b(?:translation|translated text|note to (?:reader|editor)|here is the|sure[,!]|translator'?s note|as an ai)\b ?[:：]?|訳注|訳者注|翻訳[:：]|以下[はが]翻訳|（注[:：]|កំណត់សម្គាល់អ្នកបកប្រែ|ការបកប្រែ៖|នេះជាការបកប្រែ|អ្នកបកប្រែ៖|```|<\/?(?:translation|target|source)>/i

const anyOf = (words: Set<string>) =>
  [...words]
    .flatMap((word) => [
      word,
      word[0]!.toUpperCase() + word.slice(1),
      ...(word.includes('.') ? [word.toUpperCase()] : []),
    ])
    .join('|')
    .replaceAll('.', String.raw`\.`)

/** Not behind the sign of an item (1., Article 7.), nor an abbreviation or an initial with more of the sentence behind it. */
const englishEnd = new RegExp(
  [
    // Looked for first, as looking behind every letter takes time.
    '(?=[.!?])',
    String.raw`(?<!^\s*(?:[A-Z][a-z]+ )?\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}))`,
    String.raw`(?<!\b(?:${anyOf(openAbbreviations)}|(?<!°)[A-Z])(?=\.\s+\S))`,
    String.raw`(?<!\b(?:${anyOf(numberAbbreviations)})(?=\.\s+(?:[\d(IVX]|[A-Za-z]*[/-]?[A-Z\d]+[/-])))`,
    String.raw`(?<!\b(?:${anyOf(eitherAbbreviations)})(?=\.\s+[a-z\d(]))`,
    String.raw`[.!?]+(?=[”"’')\]]*(?:\s|$))`,
  ].join(''),
  'g',
)

const sentenceEnd: Record<Locale, RegExp> = {
  en: englishEnd,
  km: /[។៕!?]+(?!ល។)/g,
  ja: /[。！？]+(?![」』）])/g,
}

const nominalEnd = /[\u30a0-\u30ff\u4e00-\u9fff0-9０-９）」れ生]。/g

/** Target letters for each source letter beyond which a further sentence cannot come from splitting one. */
const dense: Record<Locale, number> = { en: 1.6, km: 1.45, ja: 0.62 }

/** What no comma, dash or colon divides: of anything else a translation may put a part in brackets. */
const undivided = /^[^,;:—–]*[.!?][”"’']?$/
const brackets = /[(（]([^()（）]{12,300})[)）]/g

const count = (pattern: RegExp, text: string) => (text.match(pattern) ?? []).length
const lengthOf = (text: string) => text.replace(/[\s\u17d2]+/g, '').length

/** Nothing stands in the translation that the source does not say. */
export const addedText: Check = (segment, document) => {
  const { source, target, sourceView, targetView, index, isComparable } = segment
  const findings: Finding[] = []
  const report = (message: string, severity: Finding['severity'], start: number, end: number) =>
    findings.push({
      segment: index,
      check: 'added-text',
      severity,
      message,
      params: { ...sidesOf(document), target: target.slice(start, Math.min(end, start + 80)) },
      target: [start, end],
    })
  const remark = remarks.exec(target)
  if (remark && !source.toLowerCase().includes(remark[0].toLowerCase().replace(/\W/g, '') || remark[0]))
    report('checks:added-remark', 'error', remark.index, remark.index + remark[0].length)
  for (const match of addressesIn(target))
    if (!source.includes(match[0].replace(/[.,;:]+$/, '')))
      report('checks:added-address', 'error', match.index, match.index + match[0].length)
  if (!isComparable || document.source !== 'en') return findings
  const extra = extraSentence(segment, document)
  if (extra) report('checks:added-sentence', 'warning', ...extra)
  const bracketed = [...targetView.text.matchAll(brackets)].filter(([, inner]) => !/[A-Za-z]{3}/.test(inner!))
  if (bracketed.length > count(/[([]/g, sourceView.text) && undivided.test(sourceView.text.trim())) {
    const match = bracketed.at(-1)!
    report('checks:added-brackets', 'warning', ...targetView.span(match.index, match.index + match[0].length))
  }
  return findings
}

/** What is quoted may be divided as the speaker’s words ask. */
const quoted = /「[^「」]{0,500}」|«[^«»]{0,500}»/g

const numbersIn = (text: string, locale: Locale): Set<number> =>
  new Set(findNumbers(foldWidth(text), locale).map(({ value }) => value))
/** 6.30 a.m. is 6時30分. */
const digitsIn = (text: string): Set<number> => new Set((text.match(/\d+/g) ?? []).map(Number))

/**
 * Where a translation may end a sentence that goes on in the source: at a colon, a semicolon or a dash, unless it is longer
 * than most. What has the numbers of the last clause comes from it, and what has none of them does not.
 */
const jointsOf = (source: string, target: string, locale: Locale, density: number): number => {
  const [last, ...earlier] = source.split(/[:;]\s|—/).toReversed()
  if (earlier.length === 0) return 0
  const cut = Math.max(...['。', '។', '៕'].map((mark) => target.trimEnd().slice(0, -1).lastIndexOf(mark)))
  const numbers = numbersIn(last!, 'en')
  if (!numbers.isDisjointFrom(numbersIn(target.slice(cut + 1), locale))) return earlier.length
  const isSaidBefore =
    count(englishEnd, last!) < 2 && !numbers.isDisjointFrom(numbersIn(target.slice(0, cut + 1), locale))
  return density < 1.15 && !isSaidBefore ? earlier.length : 0
}

/** Whether a source is one clause, so that nothing of it could become a sentence of its own. */
const isSimple = (source: string) =>
  undivided.test(source.trim()) && !/[()?!]|\b(?:and|but|while|wh(?:ich|ose?|ere|en))\b/.test(source)

const extraSentence = ({ sourceView, targetView }: CheckedSegment, { source, target }: CheckedDocument) => {
  const text = targetView.text
  const density = lengthOf(text) / lengthOf(sourceView.text) / dense[target]
  const isMuchLonger = density > 1
  // うち5件は無償。: a nominal phrase with a stop is no sentence more, where the source has more than one clause.
  const nominal = target === 'ja' && sourceView.text.includes(', ') ? count(nominalEnd, text) : 0
  const sentences = [
    count(sentenceEnd[source], sourceView.text) + jointsOf(sourceView.text, text, target, density),
    count(sentenceEnd[target], text.replace(quoted, '')) - nominal,
  ] as const
  if (
    sentences[0] === 0 ||
    sentences[1] <= sentences[0] ||
    (sentences[1] < sentences[0] + 3 && !isMuchLonger && !(sentences[0] === 1 && isSimple(sourceView.text)))
  )
    return undefined
  const ends = [...text.matchAll(sentenceEnd[target])].map((match) => match.index + match[0].length)
  const start = ends[sentences[0] - 1] ?? 0
  // What brings numbers of the source that stand nowhere before comes from it.
  const brought = numbersIn(text.slice(start), target).difference(numbersIn(text.slice(0, start), target))
  const given = numbersIn(sourceView.text, source).union(digitsIn(sourceView.text))
  if (brought.size > 0 && brought.isSubsetOf(given)) return undefined
  return targetView.span(start, text.trimEnd().length)
}
