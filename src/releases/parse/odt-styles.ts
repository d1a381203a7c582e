import { SaxesParser, type SaxesTagPlain } from 'saxes'

/** What a style of an OpenDocument text says of bold, italic and what the paragraph is. */
export interface OdtStyle {
  bold: boolean
  italic: boolean
  /** The names of the style and of those that it is made from, nearest first, written as people see them. */
  names: string[]
}

interface Written {
  parent: string | undefined
  weight?: string | undefined
  slant?: string | undefined
}

/** A list's levels: the number that each begins with, or null for a bullet. */
type ListLevels = Map<number, number | null>

/** How deep styles are made from each other before it is a circle. */
const deepest = 20

const readable = (name: string) => name.replace(/_20_/g, ' ')

/** The styles of an OpenDocument text, of its `styles.xml` and `content.xml`. */
export class OdtStyles {
  private readonly written = new Map<string, Written>()
  private readonly lists = new Map<string, ListLevels>()
  private readonly known = new Map<string, OdtStyle>()

  constructor(parts: string[]) {
    for (const xml of parts) this.read(xml)
  }

  private read(xml: string) {
    let style: Written | null = null
    let levels: ListLevels = new Map()
    const parser = new SaxesParser()
    parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
      if (name === 'style:style') {
        style = { parent: attributes['style:parent-style-name'] }
        this.written.set(attributes['style:name'] ?? '', style)
      } else if (name === 'style:text-properties' && style) {
        style.weight = attributes['fo:font-weight']
        style.slant = attributes['fo:font-style']
      } else if (name === 'text:list-style') {
        levels = new Map()
        this.lists.set(attributes['style:name'] ?? '', levels)
      } else if (name.startsWith('text:list-level-style-')) {
        const counts = name.endsWith('number') && attributes['style:num-format']
        const start = Number(attributes['text:start-value'] ?? 1)
        levels.set(Number(attributes['text:level']) - 1, counts ? start : null)
      }
    })
    parser.on('closetag', ({ name }) => {
      if (name === 'style:style') style = null
    })
    parser.write(xml).close()
  }

  /** The style of this name with all that it takes from others; a plain one if there is none. */
  of(name: string | undefined): OdtStyle {
    if (name === undefined) return { bold: false, italic: false, names: [] }
    const known = this.known.get(name) ?? this.resolve(name)
    this.known.set(name, known)
    return known
  }

  private resolve(name: string): OdtStyle {
    const chain: Written[] = []
    const names: string[] = []
    for (let next: string | undefined = name; next !== undefined && chain.length < deepest; ) {
      const style = this.written.get(next)
      names.push(readable(next))
      if (!style) break
      chain.push(style)
      next = style.parent
    }
    const weight = chain.find((style) => style.weight !== undefined)?.weight ?? ''
    const slant = chain.find((style) => style.slant !== undefined)?.slant ?? ''
    return {
      bold: weight === 'bold' || Number(weight) >= 600,
      italic: slant === 'italic' || slant === 'oblique',
      names,
    }
  }

  /** The number that a list's level (from 0) begins with; null where it has bullets. */
  startOf(list: string | undefined, level: number): number | null {
    return this.lists.get(list ?? '')?.get(level) ?? null
  }
}
