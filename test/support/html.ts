import { type DefaultTreeAdapterMap, parse, serialize } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

export interface FoundElement {
  tag: string
  attributes: Record<string, string>
  text: string
  html: string
}

const isElement = (node: Node): node is Element => 'tagName' in node

const textOf = (node: Node): string => {
  if ('value' in node && node.nodeName === '#text') return node.value
  if (isElement(node) && ['style', 'script', 'title'].includes(node.tagName)) return ''
  const blocks = ['p', 'div', 'h1', 'h2', 'li', 'br', 'td', 'tr', 'table', 'blockquote']
  const edge = isElement(node) && blocks.includes(node.tagName) ? '\n' : ''
  return edge + ('childNodes' in node ? node.childNodes.map(textOf).join('') : '') + edge
}

/** Every element below a node, in order. */
export const elementsOf = (node: Node): FoundElement[] => [
  ...(isElement(node)
    ? [
        {
          tag: node.tagName,
          attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
          text: textOf(node),
          html: serialize(node),
        },
      ]
    : []),
  ...('childNodes' in node ? node.childNodes.flatMap(elementsOf) : []),
]

/** What a reader sees of a page: its text without zero-width spaces. */
export const htmlText = (html: string): string => textOf(parse(html)).replaceAll('\u200b', '')
