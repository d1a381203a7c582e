import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

const words = /[A-Za-z][A-Za-z’'-]*/g
const run = /[A-Za-z][A-Za-z0-9’'".,;:&/()“”-]*(?:[ \u00a0]+[A-Za-z0-9(“"][A-Za-z0-9’'".,;:&/()“”-]*)*/g
const small = /(?<![\w@./À-ɏ-])[a-z]{3,30}(?![\w@/À-ɏ-]|\.[a-z])/g
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

/** Simplified letters that Japanese does not have; 国, 会 and the like belong to both and are not among them. */
const simplified =
  /[们这说访问为时华际发经济关东车见贸资团过进还开议总统两边长门间应动务达员单电话让认识请谢韩顺领题业实现欢签协约织级组结给维网联职节训记设证评试诚该语负财责质贵费赞赛转轮较输运连选阳阶险难项预频风飞驻鱼鲜龙]{1,40}/
/** Words of Chinese grammar in traditional letters. */
const traditional = /[們這嗎麼您]/

/** Chinese in place of Japanese: its own letters, or a whole sentence without one kana. */
const chineseAt = (text: string, source: string): [start: number, end: number] | undefined => {
  const odd = simplified.exec(text) ?? traditional.exec(text)
  if (odd) return source.includes(odd[0]) ? undefined : [odd.index, odd.index + odd[0].length]
  const isSentence = /[.!?][”"’')]*$/.test(source.trim()) && /[。！？]/.test(text)
  const kanji = (text.match(/[\u4e00-\u9fff]/g) ?? []).length
  // A list of prices or of labels (入場：無料) may do without kana; in a sentence most signs are letters.
  const isChinese =
    isSentence &&
    !/[\u3041-\u30ff]|：.*：/.test(text) &&
    kanji >= 10 &&
    kanji > (text.match(/[\p{L}\p{N}]/gu) ?? []).length * 0.6
  return isChinese ? [0, text.length] : undefined
}

const brackets = /[(（][^()（）]{0,300}[)）]/g

/** Whether brackets hold an original wording, and not a word or two that were forgotten in the translation. */
const isOriginal = (inner: string) =>
  !/[\u1780-\u17b3\u3041-\u30ff\u4e00-\u9fff]/.test(inner) || (inner.match(small) ?? []).length > 1

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
  const blank = (inner: string) => ' '.repeat(inner.length)
  const unbracketed = text.replace(brackets, blank)
  const findings: Finding[] = []
  const sourceText = sourceView.text.toLowerCase()
  for (const match of unbracketed.matchAll(run)) {
    const parts = match[0].match(words) ?? []
    const lower = parts.filter((word) => /^[a-z]{2,}/.test(word))
    if (parts.length >= 4 && lower.length >= 2)
      findings.push(found('checks:untranslated-part', 'error', match.index, match.index + match[0].length))
  }
  for (const match of text
    .replace(brackets, (inner) => (isOriginal(inner) ? blank(inner) : inner))
    .matchAll(small)) {
    const end = match.index + match[0].length
    const inside = findings.some(
      ({ target }) =>
        target &&
        targetView.span(match.index, end)[0] >= target[0] &&
        targetView.span(match.index, end)[1] <= target[1],
    )
    if (
      !inside &&
      !units.has(match[0]) &&
      !/^[ivx]+$/.test(match[0]) &&
      new RegExp(`\\b${match[0]}\\b`).test(sourceText)
    )
      findings.push(found('checks:untranslated-word', 'warning', match.index, end))
  }
  if (document.target === 'ja') {
    const at = chineseAt(text, sourceView.text)
    if (at) findings.push(found('checks:untranslated-script', 'error', ...at))
  }
  for (const match of text.matchAll(foreign[document.target]!))
    if (!sourceView.text.includes(match[0]))
      findings.push(found('checks:untranslated-script', 'error', match.index, match.index + match[0].length))
  return findings
}
