import { maxUnpackedMegabytes, megabyte } from './limits.ts'

/** What of mammoth's document is used here; its own types leave it open. */
export interface Node {
  type: string
  children?: Node[]
  numbering?: { isOrdered: boolean; level: string; paragraphStyleId?: string } | null
  value?: string
}

const abstractNumber = /<w:abstractNum [^>]*w:abstractNumId="(\d+)".*?<\/w:abstractNum>/gs
const numberInstance = /<w:num [^>]*w:numId="(\d+)"[^>]*>.*?<\/w:num>/gs
const listLevel = /(<w:lvl [^>]*?w:ilvl="(\d+)"[^>]*>)(.*?)(<\/w:lvl>)/gs
const levelStyle = /<w:pStyle w:val="([^"]*)"\s*\/>/

const overrides = (list: string): Map<string, string> =>
  new Map(
    [...list.matchAll(/<w:lvlOverride [^>]*w:ilvl="(\d+)"[^>]*>\s*<w:startOverride w:val="(\d+)"/g)].map(
      (match) => [match[1]!, match[2]!],
    ),
  )

/** Levels that count in letters or small Roman numerals say so in their style. */
const formOf = (level: string): string =>
  /<w:numFmt w:val="(lowerLetter|lowerRoman)"/.exec(level)?.[1]?.replace(/^/, '.') ?? ''

const romanTens = ['', 'x', 'xx', 'xxx']
const romanUnits = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix']

/** "1.", or "a)" and "(i)" where the list counts so and the number has such a sign. */
const signOf = (number: number, style: string | undefined): string => {
  if (style?.includes('.lowerLetter') && number >= 1 && number <= 26)
    return `${String.fromCharCode(96 + number)})`
  if (style?.includes('.lowerRoman') && number >= 1 && number < 40)
    return `(${romanTens[Math.floor(number / 10)]}${romanUnits[number % 10]})`
  return `${number}.`
}

/**
 * Tells in each level's style which list it counts for and where it begins, "list:<id>:<start>" or, where the list starts again
 * (`w:startOverride`), "again:<list>:<start>" in a definition of its own: mammoth keeps a level's style, but neither its list nor its start.
 */
export const separateLists = (numbering: string): string => {
  const startIn = (level: string) => level.match(/<w:start w:val="(\d+)"/)?.[1] ?? '1'
  const definitions = new Map([...numbering.matchAll(abstractNumber)].map((match) => [match[1]!, match[0]]))
  const copies: string[] = []
  let room = maxUnpackedMegabytes * megabyte
  const copyFor = (list: string, used: string, definition: string): string => {
    const own = `9${String(copies.length).padStart(6, '0')}`
    const starts = overrides(list)
    const copy = definition
      .replace(/w:abstractNumId="\d+"/, `w:abstractNumId="${own}"`)
      .replace(listLevel, (_, open: string, depth: string, level: string, close: string) => {
        const name = level.match(levelStyle)?.[1] ?? `list:${used}${formOf(level)}`
        const style = `<w:pStyle w:val="again:${name}:${starts.get(depth) ?? startIn(level)}"/>`
        return `${open}${level.replace(levelStyle, '')}${style}${close}`
      })
    copies.push(copy)
    room -= copy.length
    if (room < 0) throw new RangeError('more lists than a document has')
    return own
  }
  const renumbered = numbering.replace(numberInstance, (list: string) => {
    const used = list.match(/<w:abstractNumId w:val="(\d+)"/)?.[1]
    const definition = used === undefined ? undefined : definitions.get(used)
    if (!definition || !list.includes('<w:startOverride')) return list
    return list.replace(/(<w:abstractNumId w:val=")\d+"/, `$1${copyFor(list, used!, definition)}"`)
  })
  const named = renumbered.replace(abstractNumber, (definition, id: string) =>
    definition.replace(listLevel, (whole, open: string, _, level: string, close: string) =>
      levelStyle.test(level)
        ? whole
        : `${open}${level}<w:pStyle w:val="list:${id}${formOf(level)}:${startIn(level)}"/>${close}`,
    ),
  )
  // A list without numbers is none that counts.
  const counted = named.replace(/<w:num /, (list) => copies.join('') + list)
  return counted.replaceAll('<w:numFmt w:val="none"/>', '<w:numFmt w:val="bullet"/>')
}

/** Counts as Word counts: a list goes on after the paragraphs between its items, and a level begins again under each item above it. */
class Counter {
  private readonly counts = new Map<string, number>()
  private readonly deeper = new Map<number, Set<string>>()
  private readonly begun = new Set<object>()

  next(list: NonNullable<Node['numbering']>): number {
    const level = Number(list.level)
    const written = list.paragraphStyleId?.match(/^(again:)?(.*):(\d+)$/)
    const key = `${level} ${written?.[2] ?? list.paragraphStyleId}`
    for (const [depth, keys] of this.deeper)
      if (depth > level) {
        for (const one of keys) this.counts.delete(one)
        this.deeper.delete(depth)
      }
    if (written?.[1] && !this.begun.has(list)) this.counts.delete(key)
    this.begun.add(list)
    const number = (this.counts.get(key) ?? Number(written?.[3] ?? 1) - 1) + 1
    this.counts.set(key, number)
    this.deeper.set(level, (this.deeper.get(level) ?? new Set()).add(key))
    return number
  }
}

/** Writes each numbered paragraph's number into its text. */
export const writeNumbers = (root: Node): Node => {
  const counter = new Counter()
  const visit = (node: Node): Node => {
    const children = node.children?.map(visit)
    const list = node.type === 'paragraph' ? node.numbering : null
    if (!list?.isOrdered) return children ? { ...node, children } : node
    const run: Node = {
      type: 'run',
      children: [{ type: 'text', value: `${signOf(counter.next(list), list.paragraphStyleId)} ` }],
    }
    return { ...node, children: [run, ...(children ?? [])] }
  }
  return visit(root)
}
