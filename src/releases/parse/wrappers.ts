import { SaxesParser, type SaxesTagPlain } from 'saxes'

/** Elements that only wrap text, and that mammoth would leave out with it: fields, ruby, formulas, directions of writing. */
const wrapper = /<(\/?)(?:w:(?:fldSimple|bdo|dir|ruby|rubyBase|rt)|m:(\w+))(?=[\s/>])/g
const inFormula: Record<string, string> = { r: 'w:r', t: 'w:t' }

/** Elements that hold a drawing, and a text box within it. */
const drawing = /^(?:w:drawing|(?:wp|wp14|a|wps|wpg|wpc):\w+)$/

const written = ({ name, attributes }: SaxesTagPlain): string => {
  const all = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(value).replace(/"/g, '&quot;')}"`,
  )
  return `<${name}${all.join('')}>`
}
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

interface Open {
  name: string
  /** Where its start tag stands in what is written. */
  at: number
  hasText: boolean
}

/** Brings the text boxes of drawings to where mammoth reads text: of a drawing and its picture for older programs it reads the picture. */
const withTextBoxes = (xml: string): string => {
  const out: string[] = []
  const open: Open[] = []
  let skipped = 0
  const kept = new Set<Open>()
  const rename = (element: Open, name: string): string => {
    out[element.at] = `<${name}>`
    return `</${name}>`
  }
  const close = (element: Open): void => {
    const { name, hasText, at } = element
    const outer = open.at(-1)
    if (hasText && outer) outer.hasText = true
    if (name === 'mc:Choice') {
      if (!hasText) out.length = at
      else {
        if (outer) kept.add(outer)
        out.push(rename(element, 'w:smartTag'))
      }
    } else if (name === 'mc:AlternateContent' || name === 'mc:Fallback')
      out.push(rename(element, 'w:smartTag'))
    else if (hasText && drawing.test(name))
      out.push(rename(element, name === 'w:drawing' ? 'w:pict' : 'w:smartTag'))
    else out.push(`</${name}>`)
  }
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => {
    const isSecond = tag.name === 'mc:Fallback' && kept.has(open.at(-1)!)
    if (skipped > 0 || isSecond) {
      skipped++
      return
    }
    open.push({ name: tag.name, at: out.length, hasText: tag.name === 'w:txbxContent' })
    out.push(written(tag))
  })
  parser.on('closetag', () => {
    if (skipped > 0) skipped--
    else close(open.pop()!)
  })
  const text = (words: string) => {
    if (skipped === 0) out.push(escaped(words))
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(xml).close()
  return out.join('')
}

/** A part of a Word file with all its text where mammoth reads it, and without links to what the file does not have. */
export const withoutWrappers = (xml: string, relations: string): string => {
  const known = new Set([...relations.matchAll(/\bId="([^"]*)"/g)].map((match) => match[1]!))
  const plain = xml
    .replace(
      wrapper,
      (_, end: string, formula?: string) => `<${end}${inFormula[formula ?? ''] ?? 'w:smartTag'}`,
    )
    .replace(/ r:(?:id|embed|link)="([^"]*)"/g, (link, id: string) => (known.has(id) ? link : ''))
    .replace(/<w:cr\s*\/>/g, '<w:br/>')
  return plain.includes('<w:txbxContent') && plain.includes('<w:drawing') ? withTextBoxes(plain) : plain
}
