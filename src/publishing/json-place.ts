export interface Place {
  /** From 1. */
  line: number
  column: number
}

const placeAt = (source: string, offset: number): Place => {
  const before = source.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** Where JSON.parse gave up; the end where it does not say. */
export const placeOfSyntaxError = (source: string, { message }: Error): Place => {
  const offset = /at position (\d+)/.exec(message)?.[1]
  return placeAt(source, offset === undefined ? source.length : Number(offset))
}

const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:]+)/y

/**
 * Where a value stands in JSON that is well-formed: the deepest one on the path that is there.
 * @param path names and numbers, as zod's issues have them
 */
export const placeOf = (source: string, path: readonly PropertyKey[]): Place => {
  token.lastIndex = 0
  let found = 0
  let deep = -1
  const next = () => {
    const match = token.exec(source)!
    return { text: match[1]!, at: token.lastIndex - match[1]!.length }
  }
  /** Reads one value whose place is `depth` keys down the path, or none of it where `depth` is null. */
  const value = (depth: number | null): void => {
    const { text, at } = next()
    if (depth !== null && depth > deep) {
      deep = depth
      found = at
    }
    if (text !== '{' && text !== '[') return
    for (let index = 0; ; index++) {
      const end = token.lastIndex
      const first = next()
      if (first.text === '}' || first.text === ']') return
      const key: PropertyKey = text === '{' ? JSON.parse(first.text) : index
      if (text === '{') next()
      else token.lastIndex = end
      value(depth !== null && path[depth] === key ? depth + 1 : null)
      if (next().text !== ',') return
    }
  }
  value(0)
  return placeAt(source, found)
}
