import type { Locale } from '../../language/model.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { address } from '../view.ts'

/** What a machine or a translator says about the text in place of translating it. */
const remarks =
  /\b(?:translation|translated text|note to (?:reader|editor)|here is the|sure[,!]|translator'?s note|as an ai)\b ?[:：]?|訳注|訳者注|翻訳[:：]|以下[はが]翻訳|（注[:：]|កំណត់សម្គាល់អ្នកបកប្រែ|ការបកប្រែ៖|នេះជាការបកប្រែ|អ្នកបកប្រែ៖|```|<\/?(?:translation|target|source)>/i

const sentenceEnd: Record<Locale, RegExp> = {
  en: /(?<!\b(?:No|Nos|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|St|H\.E|[Aa]rt|Fig|vs|cf|approx|incl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?<!°)[A-Z]|a\.m|p\.m)(?=\.\s+\S))[.!?]+(?=[”"’')\]]*(?:\s|$))/g,
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
  for (const match of target.matchAll(address))
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

const extraSentence = ({ sourceView, targetView }: CheckedSegment, { source, target }: CheckedDocument) => {
  const text = targetView.text
  const density = lengthOf(text) / lengthOf(sourceView.text) / dense[target]
  const isMuchLonger = density > 1
  // A translation may end a sentence at a semicolon, and at a colon or a dash unless it is longer by another third.
  const joints =
    count(/;\s/g, sourceView.text) + (density < 1.33 ? count(/:\s|—/g, sourceView.text) : 0)
  const sentences = [
    count(sentenceEnd[source], sourceView.text) + joints,
    // うち5件は無償。: a nominal phrase with a stop is no sentence more.
    count(sentenceEnd[target], text) - (target === 'ja' ? count(nominalEnd, text) : 0),
  ] as const
  if (
    sentences[0] === 0 ||
    sentences[1] <= sentences[0] ||
    (sentences[1] < sentences[0] + 3 && !isMuchLonger)
  )
    return undefined
  const ends = [...text.matchAll(sentenceEnd[target])].map((match) => match.index + match[0].length)
  return targetView.span(ends[sentences[0] - 1] ?? 0, text.trimEnd().length)
}
