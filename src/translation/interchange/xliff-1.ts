import { inlineXml, pairedCodes, type WriteCode } from './inline.ts'
import type { FileUnit, TranslationFile } from './model.ts'
import { escapeAttribute, escapeText, tag } from './xml.ts'

const states = { initial: 'needs-translation', translated: 'translated', final: 'final' }

/** Bold and italics as `<g>`, which every tool keeps; a link by its letters. */
const codes = (): WriteCode => {
  const paired = pairedCodes(() => ({ ctype: 'link' }), 'id')
  let last = 0
  return (code, content) =>
    code.kind === 'link' ? paired(code, content) : tag('g', { id: `g${++last}`, ctype: code.kind }, content)
}

const unitXml = (unit: FileUnit): string => {
  const notes = [
    ...unit.terms.map(({ start, end, forms }) => ({
      category: 'term',
      text: `${unit.source.slice(start, end)} = ${forms
        .filter(({ status }) => status !== 'forbidden')
        .map(({ text }) => text)
        .join(' / ')}`,
    })),
    ...unit.notes,
  ]
  return tag(
    'trans-unit',
    { id: unit.id, restype: `x-${unit.block}`, approved: unit.state === 'final' ? 'yes' : 'no' },
    [
      tag('source', {}, inlineXml(unit.source, codes())),
      // OmegaT translates what stands in the target: an open one holds the source.
      tag('target', { state: states[unit.state] }, inlineXml(unit.target || unit.source, codes())),
      ...unit.matches.map(({ origin, score, source, target }) =>
        tag(
          'alt-trans',
          { 'match-quality': `${score}%`, origin },
          tag('source', {}, escapeText(source)) + tag('target', {}, escapeText(target)),
        ),
      ),
      ...notes.map(({ category, text }) => tag('note', { from: `bayon-${category}` }, escapeText(text))),
    ].join(''),
  )
}

/** A translation as XLIFF 1.2 (OASIS, 1 February 2008), for tools that do not read 2.1 yet. */
export function* writeXliff1(file: TranslationFile): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n'
  const original = escapeAttribute(`${file.slug}/${file.revision}`)
  yield `<file original="${original}" source-language="${file.source}" target-language="${file.target}" datatype="plaintext" xml:space="preserve">\n<body>\n`
  for (const unit of file.units) yield `${unitXml(unit)}\n`
  yield '</body>\n</file>\n</xliff>\n'
}
