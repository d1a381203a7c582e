import { SaxesParser } from 'saxes'
import { escapeHtml } from './escape.ts'

const NAMESPACE = 'http://www.w3.org/2000/svg'

/** What draws. Text would need fonts, styles a language of their own; both can be made shapes and attributes. */
const elements = new Set([
  ...['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'title', 'desc'],
  ...['defs', 'use', 'symbol', 'clipPath', 'mask', 'linearGradient', 'radialGradient', 'stop'],
])

const attributes = new Set([
  ...['id', 'viewBox', 'width', 'height', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry'],
  ...['d', 'points', 'transform', 'fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-width', 'opacity'],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray', 'stroke-dashoffset'],
  ...['stroke-opacity', 'clip-path', 'clip-rule', 'clipPathUnits', 'mask', 'maskUnits', 'offset', 'fx', 'fy'],
  ...['stop-color', 'stop-opacity', 'gradientUnits', 'gradientTransform', 'preserveAspectRatio', 'href'],
])

/** A value that points anywhere but into this picture. */
const pointsOut = (name: string, value: string) =>
  name === 'href' ? !/^#[\w.-]+$/.test(value) : /url\((?!#[\w.-]+\))|javascript:|data:/i.test(value)

const MOST_ELEMENTS = 2000
/** With each as often as something brings it in: what says the same again and again would take for ever to draw. */
const MOST_DRAWN = 5000

/** What an element brings in to be drawn where it stands. */
const broughtIn = (tag: string, attributes: Record<string, string>): string[] =>
  [
    ...(tag === 'use' ? [attributes.href ?? attributes['xlink:href'] ?? ''] : []),
    ...[attributes.mask, attributes['clip-path']].map((value) => /#[^)]*/.exec(value ?? '')?.[0] ?? ''),
  ].filter(Boolean)

/** An element with everything inside it, by its address. */
interface Drawn {
  elements: number
  bringsIn: string[]
}

/** How many elements are drawn in the end; infinite where something brings itself in. */
const countDrawn = (all: Map<string, Drawn>, address: string, known = new Map<string, number>()): number => {
  const before = known.get(address)
  if (before !== undefined) return before
  known.set(address, Number.POSITIVE_INFINITY)
  const { elements, bringsIn } = all.get(address) ?? { elements: 0, bringsIn: [] }
  const drawn = bringsIn.reduce((sum, other) => sum + countDrawn(all, other, known), elements)
  known.set(address, drawn)
  return drawn
}

/**
 * An SVG written anew from the shapes in it. Anything else is refused rather than dropped: a logo that looks otherwise
 * than its office drew it is none.
 * @throws Error with line and column
 */
export const cleanSvg = (given: Buffer): Buffer => {
  const parser = new SaxesParser({ position: true })
  const out: string[] = []
  let count = 0
  const all = new Map<string, Drawn>([['', { elements: 0, bringsIn: [] }]])
  const around: Drawn[] = [all.get('')!]
  const open: boolean[] = []
  const refuse = (what: string): never => {
    throw new Error(`${parser.line}:${parser.column + 1}: ${what}`)
  }
  parser.on('error', (error) => {
    throw new Error(error.message.replace(/^undefined:/, ''))
  })
  parser.on('doctype', () => refuse('a document type; leave it out'))
  parser.on('opentag', ({ name, attributes: given }) => {
    const tag = name.replace(/^svg:/, '')
    if (count === 0 && tag !== 'svg') refuse(`<${name}> where <svg> is to begin`)
    if (!elements.has(tag)) refuse(`<${name}> has no place in a logo: shapes, gradients and masks alone`)
    if (++count > MOST_ELEMENTS) refuse(`more than ${MOST_ELEMENTS} elements`)
    const own = given.id === undefined ? undefined : { elements: 0, bringsIn: [] }
    open.push(own !== undefined)
    if (own) around.push(own)
    if (own && !all.has(`#${given.id}`)) all.set(`#${given.id}`, own)
    for (const one of around) {
      one.elements++
      one.bringsIn.push(...broughtIn(tag, given as Record<string, string>))
    }
    const kept = Object.entries(given).flatMap(([written, value]) => {
      const attribute = written === 'xlink:href' ? 'href' : written
      if (/^xmlns(:|$)|^(inkscape|sodipodi|xml):/.test(attribute) || ['version', 'class'].includes(attribute))
        return []
      if (!attributes.has(attribute)) return refuse(`the attribute ${written} has no place in a logo`)
      if (pointsOut(attribute, value))
        return refuse(`${written}="${value.slice(0, 40)}" leads out of the picture`)
      return ` ${attribute}="${escapeHtml(value)}"`
    })
    if (count === 1 && !('viewBox' in given)) refuse('<svg> without viewBox: nobody knows how large it is')
    out.push(`<${tag}${count === 1 ? ` xmlns="${NAMESPACE}"` : ''}${kept.join('')}>`)
  })
  parser.on('closetag', ({ name }) => {
    if (open.pop()) around.pop()
    out.push(`</${name.replace(/^svg:/, '')}>`)
  })
  parser.on('text', (text) => {
    if (text.trim() !== '') out.push(escapeHtml(text.trim()))
  })
  parser.write(given.toString('utf8')).close()
  if (count === 0) throw new Error('neither a PNG nor an SVG picture')
  if (countDrawn(all, '') > MOST_DRAWN)
    throw new Error(`more than ${MOST_DRAWN} elements to draw, with each as often as it is used`)
  return Buffer.from(out.join(''))
}
