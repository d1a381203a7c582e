import { type Token, Tokenizer, TokenizerMode } from 'parse5'
import { Growing } from './growing.ts'
import { markdownOf, plain, type Run } from './inline.ts'
import { isKnownLine } from './known.ts'
import { readListMarker, textOf, withMarker } from './markers.ts'
import type { Piece, Pieces, Warning } from './model.ts'
import { normalise } from './normalise.ts'
import { endsSentence, goesOn, isProse, startsLower } from './shapes.ts'
import { type Placed, type Region, regionOf, withoutSurroundings } from './surroundings.ts'

/** Elements that hold no text to read, and how the tokenizer finds their end. */
const skipped: Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  noscript: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
}

const inline = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
)
const bold = new Set(['b', 'strong'])
const italic = new Set(['i', 'em', 'cite'])
const paragraphLevel = /^h([1-6])$/

/** A paragraph that only draws a line: * * *, or dashes. */
const rule = /^[*_=~–—•·\s\\-]+$/

/** Deeper nesting than this says nothing about a release. */
const deepest = 200

interface Style {
  tag: string
  bold: boolean
  italic: boolean
  href?: string
  link?: boolean
}

/** An element that tells the region of the page, and how many of its name are open in it. */
interface Open {
  tag: string
  region: Region
  depth: number
}

/** The outermost table that is being read: where its pieces begin, and for each row where its cells do. */
interface Table {
  start: number
  rows: number[][]
}

interface List {
  ordered: boolean
  next: number
}

const attribute = (token: Token.TagToken, name: string) => token.attrs.find((one) => one.name === name)?.value

const styled = (token: Token.TagToken, outer: Style): Style => {
  const css = attribute(token, 'style') ?? ''
  const weight = css.match(/font-weight\s*:\s*(\w+)/i)?.[1]?.toLowerCase()
  const slant = css.match(/font-style\s*:\s*(\w+)/i)?.[1]?.toLowerCase()
  const target = token.tagName === 'a' ? attribute(token, 'href') : undefined
  const href = target && /^(?:https?:|mailto:)/i.test(target) && !/[\s()]/.test(target) ? target : outer.href
  return {
    tag: token.tagName,
    bold: weight
      ? weight === 'bold' || weight === 'bolder' || Number(weight) >= 600
      : outer.bold || bold.has(token.tagName),
    italic: slant ? slant === 'italic' || slant === 'oblique' : outer.italic || italic.has(token.tagName),
    ...(href && { href }),
    ...((target !== undefined || outer.link) && { link: true }),
  }
}

/**
 * Reads HTML tag by tag, without a tree, so that no nesting, open tag or table costs more than its own length. What a browser would show
 * is read; scripts, styles and the page's title are not.
 */
class Reader {
  readonly placed: Placed[] = []
  warnings: Warning[] = []
  private runs: Run[] = []
  private styles: Style[] = [{ tag: '', bold: false, italic: false }]
  private lists: List[] = []
  private item: Pick<Piece, 'level' | 'number'> | null = null
  /** The piece that further paragraphs of its list item join. */
  private growing: Piece | null = null
  private regions: Open[] = []
  private isLink = true
  private note = false
  private quotes = 0
  private heading: number | null = null
  private tight = false
  private table: Table | null = null
  private readonly tokenizer: Tokenizer

  constructor(html: string) {
    this.tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, this.handler())
    this.tokenizer.write(html, true)
    this.flush()
  }

  private handler() {
    const text = ({ chars }: Token.CharacterToken) => this.text(chars)
    const ignore = () => {}
    return {
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
      onStartTag: (token: Token.TagToken) => this.open(token),
      onEndTag: (token: Token.TagToken) => this.close(token.tagName),
    }
  }

  private text(chars: string) {
    if (this.tokenizer.state !== TokenizerMode.DATA && this.skipping) return
    const { bold, italic, href, link } = this.styles.at(-1)!
    if (!link && chars.trim() !== '') this.isLink = false
    this.runs.push({ text: chars, bold, italic, ...(href && { href }) })
  }

  private skipping: string | null = null

  private open(token: Token.TagToken) {
    const tag = token.tagName
    const mode = skipped[tag]
    if (mode !== undefined) {
      this.skipping = tag
      this.tokenizer.state = mode
      return
    }
    if (inline.has(tag)) {
      if (tag === 'img') this.picture(token)
      // The entries of a menu may have nothing but their marks between them.
      if (tag === 'a' && this.isLink && this.runs.length > 0) this.text(' ')
      if (tag !== 'img' && tag !== 'wbr' && this.styles.length < deepest)
        this.styles.push(styled(token, this.styles.at(-1)!))
      return
    }
    if (tag === 'br' && (this.heading !== null || this.item || this.growing)) {
      this.text(' ')
      return
    }
    this.flush()
    if (tag === 'br') this.tight = true
    else {
      this.enter(tag, token)
      this.block(tag, token)
    }
  }

  private get region(): Region {
    return this.regions.at(-1)?.region ?? 'page'
  }

  private enter(tag: string, token: Token.TagToken) {
    const open = this.regions.at(-1)
    if (open?.tag === tag) open.depth++
    if (open?.region === 'around' || this.regions.length >= deepest || this.quotes > 0) return
    const region = regionOf(token, open?.region === 'main')
    if (region === null) return
    if (open?.tag === tag) open.depth--
    this.regions.push({ tag, region, depth: 1 })
  }

  private leave(tag: string) {
    const open = this.regions.at(-1)
    if (open?.tag !== tag) return
    open.depth--
    if (open.depth === 0) this.regions.pop()
  }

  private block(tag: string, token: Token.TagToken) {
    const level = tag.match(paragraphLevel)
    if (tag !== 'p' && tag !== 'div') this.growing = null
    if (level) this.heading = Number(level[1])
    else if (tag === 'ul' || tag === 'ol') {
      if (this.lists.length < deepest)
        this.lists.push({ ordered: tag === 'ol', next: Number(attribute(token, 'start') ?? 1) || 1 })
    } else if (tag === 'li') this.listItem(token)
    else if (tag === 'blockquote') this.quotes++
    else if (tag === 'figcaption') this.note = true
    else if (tag === 'table') this.table ??= { start: this.placed.length, rows: [] }
    else if (tag === 'tr') this.table?.rows.push([])
    else if (tag === 'td' || tag === 'th') this.table?.rows.at(-1)?.push(this.placed.length)
  }

  private listItem(token: Token.TagToken) {
    this.note = /^(?:foot|end)note-/.test(attribute(token, 'id') ?? '')
    const list = this.lists.at(-1)
    const level = Math.max(this.lists.length - 1, 0)
    if (!list?.ordered) {
      this.item = { level }
      return
    }
    const number = Number(attribute(token, 'value')) || list.next
    list.next = number + 1
    this.item = { level, number }
  }

  private close(tag: string) {
    if (this.skipping === tag) {
      this.skipping = null
      return
    }
    if (inline.has(tag)) {
      const at = this.styles.findLastIndex((style) => style.tag === tag)
      if (at > 0) this.styles.splice(at, 1)
      return
    }
    this.flush()
    this.leave(tag)
    if (tag !== 'p' && tag !== 'div') this.growing = null
    if (tag === 'ul' || tag === 'ol') this.lists.pop()
    else if (tag === 'li') {
      this.item = null
      this.note = false
    } else if (tag === 'figcaption') this.note = false
    else if (tag === 'blockquote') this.quotes = Math.max(0, this.quotes - 1)
    else if (paragraphLevel.test(tag)) this.heading = null
    else if (tag === 'caption' && this.table) this.table.start = this.placed.length
    else if (tag === 'table') this.endTable()
  }

  /** A table of data is kept row by row; one above the text, or around it, only places what stands in it. */
  private endTable() {
    if (!this.table) return
    const { start, rows } = this.table
    this.table = null
    const cells = this.placed.slice(start)
    const ends = [...rows.flat().slice(1), this.placed.length]
    const sizes = rows.flat().map((at, index) => ends[index]! - at)
    const isGrid = rows.length > 1 && rows.every((row) => row.length > 1) && rows[0]![0] === start
    const isPlain = sizes.every((size) => size === 1)
    const isBelowText = this.placed.slice(0, start).some(({ piece }) => isProse(piece.text))
    if (!isGrid || !(isPlain || (isBelowText && sizes.every((size) => size <= 4)))) return
    this.placed.length = start
    let index = 0
    for (const row of rows) {
      const text = row
        .map((at) => {
          const own = cells.slice(at - start, at - start + sizes[index++]!)
          return own.map(({ piece }) => withMarker(piece)).join(' ')
        })
        .join(' | ')
      this.placed.push({ region: this.region, isLink: false, piece: { type: 'text', text } })
      this.warnings.push({ code: 'table-flattened', params: { text } })
    }
  }

  private picture(token: Token.TagToken) {
    const alt = attribute(token, 'alt')?.trim() ?? ''
    this.warnings.push({ code: 'picture-left-out', params: { text: normalise(alt) } })
  }

  /** Ends the piece that is being read. */
  private flush() {
    const runs = this.runs.map((run) => ({ ...run, text: normalise(run.text) }))
    this.runs = []
    const text = markdownOf(runs)
    const { isLink } = this
    this.isLink = true
    if (text === '' || rule.test(text)) return
    if (this.growing && !this.note) {
      this.growing.text += ` ${text}`
      return
    }
    const piece = this.piece(text)
    this.growing = this.item && piece.type === 'list-item' ? piece : null
    this.placed.push({ piece, region: this.region, isLink })
    this.item = null
    this.tight = false
  }

  private piece(text: string): Piece {
    const base = this.tight ? { tight: true } : {}
    if (this.note) {
      const number = this.item?.number
      return {
        ...base,
        type: 'note',
        text: `${number === undefined ? '' : `[${number}] `}${text.replace(/ ?↑$/, '')}`,
      }
    }
    if (this.heading !== null) return { ...base, type: 'heading', text: plain(text), level: this.heading }
    if (this.quotes > 0) return { ...base, type: 'quote', text }
    const marker = readListMarker(text)
    if (!this.item) {
      if (!marker) return { ...base, type: 'text', text }
      const { rest, style, ...found } = marker
      return { ...base, type: 'list-item', text: rest, level: 0, ...found }
    }
    // Word's own number stands in the text where the list goes on after a paragraph.
    const { rest, style, ...found } = marker?.number === undefined ? { rest: text, style: '' } : marker
    return { ...base, type: 'list-item', text: rest, ...this.item, ...found }
  }
}

/** Joins the lines of a sentence that a line break only wraps. */
const joinWraps = (pieces: Piece[], warnings: Warning[]): Piece[] => {
  const growing = new Growing(new Set(), warnings)
  for (const piece of pieces) {
    const before = growing.last
    const wraps =
      piece.tight &&
      piece.type === 'text' &&
      before?.type === 'text' &&
      (goesOn(before.text, piece.text) ||
        (startsLower(piece.text) && !endsSentence(before.text) && !isKnownLine(piece.text)))
    if (wraps) growing.add(piece.text)
    else growing.start(piece)
  }
  return growing.finish()
}

/** Reads an HTML page or fragment; linear in its length. */
export const readHtml = (html: string): Pieces => {
  const { placed, warnings } = new Reader(html)
  const pieces = withoutSurroundings(placed, warnings)
  return { pieces: joinWraps(pieces, warnings), warnings, source: textOf(pieces) }
}
