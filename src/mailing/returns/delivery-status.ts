/** The fields of one group of a report (RFC 3464, RFC 5965), by their names in lower case; the first of each name. */
export type Fields = Map<string, string>

/** The groups of fields of a report's machine-readable part: that of the message, then one for each recipient. */
export const groupsOf = (content: string): Fields[] =>
  content
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+(?=\S)/g, ' ')
    .split(/\n[ \t]*\n+/)
    .map((group) => {
      const fields: Fields = new Map()
      for (const line of group.split('\n')) {
        const [, name, value] = /^([\w-]{1,60})[ \t]*:(.*)$/.exec(line) ?? []
        if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value!.trim())
      }
      return fields
    })
    .filter((fields) => fields.size > 0)

/** What stands behind the type of such a field: `rfc822; a@b.example`, `smtp; 550 no`. */
export const afterType = (value = ''): string => value.replace(/^[\w-]+[ \t]*;[ \t]*/, '')
