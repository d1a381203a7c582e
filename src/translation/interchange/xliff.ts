import type { TermEntry } from '../termbase.ts'
import { inlineXml, type WriteCode } from './inline.ts'
import type { FileUnit, TranslationFile } from './model.ts'
import { escapeAttribute, escapeText, tag } from './xml.ts'

const subTypes = { bold: 'xlf:b', italic: 'xlf:i', link: undefined }

/** Codes as `<pc>`, with the letters of each mark in the unit's original data. A target's codes have the names of the source's. */
const codesOf = () => {
  const data = new Map<string, string>()
  const names = new Map<string, string[]>()
  let last = 0
  const dataId = (letters: string) => {
    if (!data.has(letters)) data.set(letters, `d${data.size + 1}`)
    return data.get(letters)!
  }
  /** One side of the pair. */
  const side = (isTarget: boolean): WriteCode => {
    const given = new Map([...names].map(([key, ids]) => [key, [...ids]]))
    return ({ kind, open, close }, content) => {
      const key = open + close
      const id = (isTarget && given.get(key)?.shift()) || `c${++last}`
      if (!isTarget) names.set(key, [...(names.get(key) ?? []), id])
      const subType = subTypes[kind]
      const attributes = {
        id,
        type: subType ? 'fmt' : kind,
        subType,
        dataRefStart: dataId(open),
        dataRefEnd: dataId(close),
      }
      return tag('pc', attributes, content)
    }
  }
  return { side, data }
}

/** A match is a suggestion, so its marks stay letters. */
const matchXml = ({ origin, score, source, target }: FileUnit['matches'][number], at: number) =>
  tag(
    'mtc:match',
    { id: `m${at + 1}`, ref: '#s', matchQuality: score, similarity: score, origin, type: 'tm' },
    tag('source', {}, escapeText(source)) + tag('target', {}, escapeText(target)),
  )

const usable = ({ status }: TermEntry) => status !== 'forbidden'

const termXml = (unit: FileUnit) => {
  const entries = unit.terms.map(({ start, end, concept, forms }) =>
    tag(
      'gls:glossEntry',
      {},
      tag('gls:term', { source: 'Bayon' }, escapeText(unit.source.slice(start, end))) +
        forms
          .filter(usable)
          .map(({ text, status }) => tag('gls:translation', { source: status }, escapeText(text)))
          .join('') +
        (concept.note ? tag('gls:definition', { source: 'Bayon' }, escapeText(concept.note)) : ''),
    ),
  )
  return entries.length > 0 ? tag('gls:glossary', {}, entries.join('')) : ''
}

const unitXml = (unit: FileUnit): string => {
  const { side, data } = codesOf()
  const source = inlineXml(unit.source, side(false))
  const target = unit.target === '' ? '' : tag('target', {}, inlineXml(unit.target, side(true)))
  const matches = unit.matches.map(matchXml).join('')
  const notes = unit.notes
    .map(({ category, text }) => tag('note', { category, appliesTo: 'target' }, escapeText(text)))
    .join('')
  const stored = [...data].map(([letters, id]) => tag('data', { id }, escapeText(letters))).join('')
  return tag(
    'unit',
    { id: unit.id, type: `bayon:${unit.block}` },
    [
      matches && tag('mtc:matches', {}, matches),
      termXml(unit),
      notes && tag('notes', {}, notes),
      stored && tag('originalData', {}, stored),
      tag('segment', { id: 's', state: unit.state }, tag('source', {}, source) + target),
    ].join(''),
  )
}

/**
 * A translation as XLIFF 2.1 (OASIS, 13 February 2018): a unit a segment, with state, matches, glossary and notes, its
 * marks as `<pc>`.
 */
export function* writeXliff(file: TranslationFile): Generator<string> {
  const root = {
    xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
    'xmlns:mtc': 'urn:oasis:names:tc:xliff:matches:2.0',
    'xmlns:gls': 'urn:oasis:names:tc:xliff:glossary:2.0',
    version: '2.1',
    srcLang: file.source,
    trgLang: file.target,
    'xml:space': 'preserve',
  }
  const written = Object.entries(root).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<xliff${written.join('')}>\n`
  yield `<file id="f" original="${escapeAttribute(`${file.slug}/${file.revision}`)}">\n`
  for (const unit of file.units) yield `${unitXml(unit)}\n`
  yield '</file>\n</xliff>\n'
}
