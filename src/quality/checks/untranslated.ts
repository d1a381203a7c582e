import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

const words = /[A-Za-z][A-Za-z’'-]*/g
const run = /[A-Za-z][A-Za-z0-9’'".,;:&/()“”-]*(?:[ \u00a0]+[A-Za-z0-9(“"][A-Za-z0-9’'".,;:&/()“”-]*)*/g
const small = /(?<![\w@./-])[a-z]{3,30}(?![\w@/-]|\.[a-z])/g
const units = new Set([
  'and',
  'via',
  'www',
  'http',
  'https',
  'com',
  'org',
  'gov',
  'ppm',
  'kwh',
  'mwh',
  'mbps',
  'vol',
  'pdf',
  'app',
  'iso',
])

const foreign: Record<string, RegExp> = {
  km: /[\u0e00-\u0eff]{1,40}|[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7af]{1,40}/g,
  ja: /[\u0e00-\u0eff]{1,40}|[\u1780-\u17ff]{1,40}|[\uac00-\ud7af]{1,40}/g,
}

/** Nothing is left in the source language, or slipped into a third one. */
export const untranslated: Check = (segment, document) => {
  const { targetView, sourceView, index, isComparable } = segment
  if (document.source !== 'en' || document.target === 'en') return []
  const text = targetView.text
  const found = (message: string, severity: Finding['severity'], start: number, end: number): Finding => ({
    segment: index,
    check: 'untranslated',
    severity,
    message,
    params: { ...sidesOf(document), target: text.slice(start, Math.min(end, start + 80)) },
    target: targetView.span(start, end),
  })
  if (!isComparable) {
    // A letter that is neither of the target's script nor Latin.
    if (/[^\P{L}\p{Script=Latin}]/u.test(text))
      return [found('checks:untranslated-script', 'error', 0, text.length)]
    const latin = text.match(words) ?? []
    const hasWords = latin.some((word) => /[a-z]{2}/.test(word)) || latin.length > 1
    return hasWords && text.trim() !== '' ? [found('checks:untranslated-all', 'error', 0, text.length)] : []
  }
  const unbracketed = text.replace(/[(（][^()（）]{0,300}[)）]/g, (inner) => ' '.repeat(inner.length))
  const findings: Finding[] = []
  const sourceText = sourceView.text.toLowerCase()
  for (const match of unbracketed.matchAll(run)) {
    const parts = match[0].match(words) ?? []
    const lower = parts.filter((word) => /^[a-z]{2,}/.test(word))
    if (parts.length >= 4 && lower.length >= 2)
      findings.push(found('checks:untranslated-part', 'error', match.index, match.index + match[0].length))
  }
  for (const match of unbracketed.matchAll(small)) {
    const end = match.index + match[0].length
    const inside = findings.some(
      ({ target }) =>
        target &&
        targetView.span(match.index, end)[0] >= target[0] &&
        targetView.span(match.index, end)[1] <= target[1],
    )
    if (!inside && !units.has(match[0]) && new RegExp(`\\b${match[0]}\\b`).test(sourceText))
      findings.push(found('checks:untranslated-word', 'warning', match.index, end))
  }
  for (const match of text.matchAll(foreign[document.target]!))
    if (!sourceView.text.includes(match[0]))
      findings.push(found('checks:untranslated-script', 'error', match.index, match.index + match[0].length))
  return findings
}
