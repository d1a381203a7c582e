import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Refusal } from '../../errors.ts'
import { readHtml } from './html.ts'
import { withMargins } from './margins.ts'
import type { Pieces } from './model.ts'
import { OdtStyles } from './odt-styles.ts'

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** Elements whose text is not the document's: what was deleted, comments, descriptions. */
const skipped = new Set([
  'text:tracked-changes',
  'office:annotation',
  'office:forms',
  'office:meta',
  'svg:title',
  'svg:desc',
  'text:note-citation',
])

const tables: Record<string, string> = {
  'table:table': 'table',
  'table:table-row': 'tr',
  'table:table-cell': 'td',
}

interface List {
  style: string | undefined
  level: number
}

/** Writes what stands in one element of an OpenDocument text as HTML. Text boxes go before the paragraph that they hang on, notes to the end. */
class Writer {
  private readonly styles: OdtStyles
  /** The texts under way: the document's, and within it a text box's or a note's. */
  private readonly texts: string[][] = [[]]
  /** What closes each open element. */
  private readonly ends: (() => void)[] = []
  private readonly lists: List[] = []
  private readonly counts = new Map<string, number>()
  private readonly notes: string[] = []
  private skipping = 0
  private within = 0
  private readonly root: RegExp

  constructor(styles: OdtStyles, root: RegExp) {
    this.styles = styles
    this.root = root
  }

  write(xml: string): string {
    const parser = new SaxesParser()
    parser.on('opentag', (tag: SaxesTagPlain) => this.open(tag))
    parser.on('closetag', () => this.ends.pop()!())
    const text = (words: string) => {
      if (this.skipping === 0 && this.within > 0) this.put(escaped(words))
    }
    parser.on('text', text)
    parser.on('cdata', text)
    parser.write(xml).close()
    const notes = this.notes.map((note, index) => `<li id="footnote-${index + 1}">${note}</li>`)
    return `${this.texts[0]!.join('')}${notes.length > 0 ? `<ol>${notes.join('')}</ol>` : ''}`
  }

  private put(html: string) {
    this.texts.at(-1)!.push(html)
  }

  private open(tag: SaxesTagPlain) {
    const { name } = tag
    if (this.root.test(name)) {
      this.within++
      this.ends.push(() => this.within--)
    } else if (skipped.has(name)) {
      this.skipping++
      this.ends.push(() => this.skipping--)
    } else this.ends.push(this.skipping > 0 || this.within === 0 ? () => {} : this.element(tag))
  }

  /** Begins an element and says how it ends. */
  private element({ name, attributes }: SaxesTagPlain): () => void {
    if (name === 'text:p' || name === 'text:h') return this.paragraph(name, attributes)
    if (name === 'text:span') return this.run(attributes['text:style-name'])
    if (name === 'text:a')
      return this.wrap(`a href="${escaped(attributes['xlink:href'] ?? '').replace(/"/g, '&quot;')}"`, 'a')
    if (name === 'text:list') return this.list(attributes)
    if (name === 'text:list-item') return this.item(attributes)
    if (name === 'text:note-body') return this.note()
    if (name === 'draw:text-box') return this.box()
    const table = tables[name]
    if (table) return this.wrap(table, table)
    if (name === 'text:s' || name === 'text:tab') this.put(' ')
    else if (name === 'text:line-break') this.put('<br>')
    else if (name === 'draw:image') this.put('<img alt="">')
    return () => {}
  }

  private wrap(start: string, end: string): () => void {
    this.put(`<${start}>`)
    return () => this.put(`</${end}>`)
  }

  private run(style: string | undefined): () => void {
    const { bold, italic } = this.styles.of(style)
    this.put(`${bold ? '<b>' : ''}${italic ? '<i>' : ''}`)
    return () => this.put(`${italic ? '</i>' : ''}${bold ? '</b>' : ''}`)
  }

  private paragraph(name: string, attributes: Record<string, string>): () => void {
    const style = attributes['text:style-name']
    const { names } = this.styles.of(style)
    const level = name === 'text:h' ? Math.min(Number(attributes['text:outline-level'] ?? 1) || 1, 6) : 1
    const isHeading = name === 'text:h' || names.includes('Title')
    const isQuote = names.some((one) => /^(?:Quotations|(?:Intense )?Quote|Block Text)$/.test(one))
    const tag = isHeading ? `h${level}` : 'p'
    // A text box within goes before it: the paragraph is a text of its own until it ends.
    this.texts.push([])
    const endRun = this.run(style)
    return () => {
      endRun()
      const text = this.texts.pop()!.join('')
      const html = `<${tag}>${text}</${tag}>`
      this.put(isQuote ? `<blockquote>${html}</blockquote>` : html)
    }
  }

  private list(attributes: Record<string, string>): () => void {
    const outer = this.lists.at(-1)
    const list = { style: attributes['text:style-name'] ?? outer?.style, level: this.lists.length }
    const goesOn = attributes['text:continue-numbering'] === 'true' || 'text:continue-list' in attributes
    if (!goesOn) this.counts.delete(this.keyOf(list))
    this.lists.push(list)
    const tag = this.styles.startOf(list.style, list.level) === null ? 'ul' : 'ol'
    const end = this.wrap(tag, tag)
    return () => {
      end()
      this.lists.pop()
    }
  }

  private keyOf({ style, level }: List): string {
    return `${level} ${style}`
  }

  private item(attributes: Record<string, string>): () => void {
    const list = this.lists.at(-1)
    const start = list ? this.styles.startOf(list.style, list.level) : null
    if (!list || start === null) return this.wrap('li', 'li')
    const key = this.keyOf(list)
    const number = Number(attributes['text:start-value'] ?? (this.counts.get(key) ?? start - 1) + 1)
    this.counts.set(key, number)
    return this.wrap(`li value="${number}"`, 'li')
  }

  private note(): () => void {
    this.texts.push([])
    return () => {
      this.notes.push(this.texts.pop()!.join(''))
      this.put(`[${this.notes.length}]`)
    }
  }

  private box(): () => void {
    this.texts.push([])
    return () => {
      const text = this.texts.pop()!.join('')
      const outer = this.texts.at(-2) ?? this.texts.at(-1)!
      outer.push(text)
    }
  }
}

/**
 * Reads an OpenDocument text: its text, notes, page headers and footers, as LibreOffice and Word write them (OpenDocument 1.3). What was
 * deleted under "record changes", and comments, are not part of it. Word files need the unzip and the XML
 * parser anyway; officeparser, which reads it too, would bring a PDF reader and text recognition with it.
 * Throws the refusals `release-is-opendocument` for spreadsheets and slides, and `release-is-old-word` for a file under a password.
 */
export const readOdt = (parts: Map<string, Buffer>): Pieces => {
  const kind = parts.get('mimetype')!.toString()
  if (!/opendocument\.text/.test(kind)) throw new Refusal('release-is-opendocument')
  if (parts.get('META-INF/manifest.xml')?.includes('encryption-data'))
    throw new Refusal('release-is-old-word')
  const content = parts.get('content.xml')!.toString()
  const page = parts.get('styles.xml')?.toString() ?? '<none/>'
  const styles = new OdtStyles([page, content])
  const read = (root: RegExp, xml: string) => readHtml(new Writer(styles, root).write(xml))
  const headers = read(/^style:header(?:-first|-left)?$/, page).pieces
  const footers = read(/^style:footer(?:-first|-left)?$/, page).pieces
  return withMargins(read(/^office:text$/, content), headers, footers)
}
