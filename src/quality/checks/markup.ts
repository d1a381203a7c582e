import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { addressesIn } from '../view.ts'

const bold = /\*\*(?=\S)([^*]{1,5000}?)\*\*/g
const italic = /(?<![*\w])\*(?=[^\s*])([^*]{1,5000}?)\*(?![*\w])/g
const link = /\[[^[\]\n]{1,500}\]\(([^()\s]{1,2000})\)/g

const matches = (pattern: RegExp, text: string) => [...text.matchAll(pattern)]

/** Bold, italics and links are kept, and every mark has its partner. */
export const markup: Check = (segment, document) => {
  const { source, targetView, index, target } = segment
  if (targetView.text.trim() === '') return []
  const findings: Finding[] = []
  const report = (message: string, params: Finding['params']) =>
    findings.push({
      segment: index,
      check: 'markup',
      severity: 'error',
      message,
      params: { ...sidesOf(document), ...params },
    })
  const stars = (text: string) => (text.match(/\*\*/g) ?? []).length
  const [sourceBold, targetBold] = [matches(bold, source).length, matches(bold, target).length]
  if (stars(target) % 2 === 1 && stars(source) % 2 === 0) report('checks:markup-unpaired', { target: '**' })
  else if (sourceBold !== targetBold) report('checks:markup-bold', { source: sourceBold, target: targetBold })
  const [sourceItalic, targetItalic] = [matches(italic, source).length, matches(italic, target).length]
  if (sourceItalic !== targetItalic)
    report('checks:markup-italic', { source: sourceItalic, target: targetItalic })
  for (const [, url] of matches(link, source))
    if (!target.includes(`](${url})`)) report('checks:markup-link', { source: url! })
  for (const [written] of addressesIn(source)) {
    const bare = written.replace(/[.,;:!?']+$/, '')
    if (!target.includes(bare) && !findings.some(({ params }) => params.source === bare))
      report('checks:markup-link', { source: bare })
  }
  return findings
}
