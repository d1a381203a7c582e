import {
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { text } from '../../i18n.ts'
import type { Locale } from '../../language/model.ts'
import { markdownOf, type Run } from '../../releases/parse/inline.ts'
import { type Inline, inlineOf } from './inline.ts'
import type { FileUnit, TranslationFile } from './model.ts'

/** Bold and italic stretches of a text; a link stays as its letters. */
const runsOf = (pieces: Inline[], style = { bold: false, italic: false }): Run[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [{ text: piece, ...style }]
    if (piece.kind === 'bold') return runsOf(piece.inside, { ...style, bold: true })
    if (piece.kind === 'italic') return runsOf(piece.inside, { ...style, italic: true })
    const around = (letters: string) => ({ text: letters, ...style })
    return [around(piece.open), ...runsOf(piece.inside, style), around(piece.close)]
  })

/** A text as it comes back from Word where nobody touched it. */
export const throughWord = (given: string): string => markdownOf(runsOf(inlineOf(given)))

const fonts = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: 'MS Mincho',
  cs: 'Khmer OS Battambang',
}
const languages = { value: 'en-GB', eastAsia: 'ja-JP', bidirectional: 'km-KH' }

const textRuns = (given: string, locale: Locale): ParagraphChild[] =>
  runsOf(inlineOf(given)).map(
    ({ text, bold, italic }) =>
      new TextRun({
        text,
        bold,
        italics: italic,
        font: fonts,
        language: languages,
        size: 22,
        // Word sets Khmer in the font of complex scripts only where it is told to.
        ...(locale === 'km' && { complexScript: true }),
      }),
  )

// Twentieths of a point, of A4 on its side less its margins.
const widths = [6200, 6200, 1400]

const row = (cells: ParagraphChild[][], tableHeader = false) =>
  new TableRow({
    cantSplit: true,
    tableHeader,
    children: cells.map(
      (children, at) =>
        new TableCell({
          width: { size: widths[at]!, type: WidthType.DXA },
          children: [new Paragraph({ children })],
        }),
    ),
  })

const unitRow = (unit: FileUnit, file: TranslationFile) =>
  row([
    textRuns(unit.source, file.source),
    textRuns(unit.target, file.target),
    [new TextRun({ text: unit.id, size: 8, color: '999999', noProof: true })],
  ])

/** A translation as a Word table of source and target; the narrow third column names the segments. `reader`: whose language the head is in. */
export const writeDocx = (file: TranslationFile, reader: Locale): Promise<Buffer> => {
  const say = (key: string, params = {}) => text(reader, `interchange:${key}`, params)
  const head = [
    text(reader, `screens:language.${file.source}`),
    text(reader, `screens:language.${file.target}`),
    say('word.segment'),
  ]
  const table = new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width), type: WidthType.DXA },
    rows: [
      row(
        head.map((title) => [new TextRun({ text: title, bold: true, font: fonts, size: 20 })]),
        true,
      ),
      ...file.units.map((unit) => unitRow(unit, file)),
    ],
  })
  const size = { orientation: PageOrientation.LANDSCAPE, width: 11906, height: 16838 }
  const document = new Document({
    title: file.title,
    creator: 'Bayon',
    sections: [
      {
        properties: { page: { size, margin: { top: 1100, bottom: 1100, left: 1400, right: 1400 } } },
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            children: [new TextRun({ text: file.title, font: fonts })],
          }),
          new Paragraph({
            children: [
              new TextRun({ text: say('word.instructions', { revision: file.revision }), font: fonts }),
            ],
          }),
          table,
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
