/** What of mammoth's document is used here; its own types leave it open. */
export interface Node {
  type: string
  children?: Node[]
  numbering?: { isOrdered: boolean; level: string } | null
  value?: string
}

const abstractNumber = /<w:abstractNum [^>]*w:abstractNumId="(\d+)".*?<\/w:abstractNum>/gs
const numberInstance = /<w:num [^>]*w:numId="(\d+)"[^>]*>.*?<\/w:num>/gs

/**
 * Gives every list that starts again (`w:startOverride`) a definition of its own, so that lists can be told apart after mammoth, which
 * keeps a paragraph's definition but not its list's number.
 */
export const separateLists = (numbering: string): string => {
  const definitions = new Map([...numbering.matchAll(abstractNumber)].map((match) => [match[1]!, match[0]]))
  const copies: string[] = []
  const renumbered = numbering.replace(numberInstance, (list, id: string) => {
    const used = list.match(/<w:abstractNumId w:val="(\d+)"/)?.[1]
    const definition = used === undefined ? undefined : definitions.get(used)
    if (!definition || !list.includes('<w:startOverride')) return list
    const own = `9${id.padStart(6, '0')}`
    copies.push(definition.replace(/w:abstractNumId="\d+"/, `w:abstractNumId="${own}"`))
    return list.replace(/(<w:abstractNumId w:val=")\d+"/, `$1${own}"`)
  })
  // A list without numbers is none that counts.
  const uncounted = renumbered.replaceAll('<w:numFmt w:val="none"/>', '<w:numFmt w:val="bullet"/>')
  return uncounted.replace(/<w:num /, `${copies.join('')}<w:num `)
}

/** Writes each numbered paragraph's number into its text, counted as Word counts: a list goes on after the paragraphs between its items. */
export const writeNumbers = (root: Node): Node => {
  const counts = new Map<object, number>()
  const deeper = new Map<string, Set<object>>()
  const visit = (node: Node): Node => {
    const children = node.children?.map(visit)
    const list = node.type === 'paragraph' ? node.numbering : null
    if (!list?.isOrdered) return children ? { ...node, children } : node
    for (const [level, lists] of deeper)
      if (Number(level) > Number(list.level)) {
        for (const one of lists) counts.delete(one)
        deeper.delete(level)
      }
    const number = (counts.get(list) ?? 0) + 1
    counts.set(list, number)
    deeper.set(list.level, (deeper.get(list.level) ?? new Set()).add(list))
    const run: Node = { type: 'run', children: [{ type: 'text', value: `${number}. ` }] }
    return { ...node, children: [run, ...(children ?? [])] }
  }
  return visit(root)
}
