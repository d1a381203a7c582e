import type { Pictures } from '../../../publishing/pages.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Puts a mail of our own renderer into the preview's frame, which runs no script. */
export const showEmail = (page: Document, html: string): void => {
  const { scrollTop } = page.documentElement
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  page.documentElement.replaceWith(page.importNode(parsed.documentElement, true))
  page.documentElement.scrollTop = scrollTop
}

/** The hashes of the pieces that the frame shows now, in their order. */
export const shownIn = (page: Document): string[] =>
  [...(page.querySelector('svg[data-pages]')?.children ?? [])].map(
    (piece) => piece.getAttribute('data-sha256')!,
  )

const pieceOf = (page: Document, markup: string): Element => {
  const svg = `<svg xmlns="${svgNamespace}" xmlns:xlink="http://www.w3.org/1999/xlink">${markup}</svg>`
  return page.importNode(
    new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement.firstElementChild!,
    true,
  )
}

/** Puts the pages of a document into the frame; those that are there already stay as they are. */
export const showPictures = (page: Document, { width, height, pieces }: Pictures): void => {
  let svg = page.querySelector('svg[data-pages]')
  if (!svg) {
    svg = page.createElementNS(svgNamespace, 'svg')
    svg.setAttribute('data-pages', '')
    svg.setAttribute('width', '100%')
    page.body.replaceChildren(svg)
    page.body.style.margin = '0'
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const before = [...svg.children]
  const now = pieces.map(({ sha256, markup }, at) => {
    if (markup === null) return before[at]!
    const piece = pieceOf(page, markup)
    piece.setAttribute('data-sha256', sha256)
    return piece
  })
  for (const [at, piece] of now.entries())
    if (before[at] !== piece) before[at] ? before[at].replaceWith(piece) : svg.append(piece)
  for (const gone of before.slice(now.length)) gone.remove()
}

/** What was clicked: a place of a page, or the paragraph of a mail. */
export type Click = { locale: string; place: string } | { locale: string; paragraph: string }

export const clickOf = (event: Event): Click | null => {
  const target = event.target as Element
  const link = target.closest('a')
  const [, locale, place] = /^at:(\w+):(\w+)$/.exec(link?.getAttribute('href') ?? '') ?? []
  if (locale && place) return { locale, place }
  const paragraph = target.closest('p, li, td, h1, h2, h3, blockquote')
  const lang = target.closest('[lang]')?.getAttribute('lang')
  return paragraph && lang ? { locale: lang, paragraph: paragraph.textContent } : null
}

/** Brings a place of the page into view where it is out of it. */
export const reveal = (page: Document, locale: string, place: string): void => {
  const link = page.querySelector(`a[href="at:${locale}:${place}"]`)
  if (!link) return
  const { top, bottom } = link.getBoundingClientRect()
  if (top < 0 || bottom > page.documentElement.clientHeight) link.scrollIntoView({ block: 'center' })
}
