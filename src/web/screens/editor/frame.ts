/** Puts markup of our own renderers into the preview's frame, which runs no script. */
export const show = (page: Document, markup: string, kind: 'email' | 'pictures'): void => {
  const { scrollTop } = page.documentElement
  if (kind === 'email') {
    const parsed = new DOMParser().parseFromString(markup, 'text/html')
    page.documentElement.replaceWith(page.importNode(parsed.documentElement, true))
  } else {
    const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml')
    const svg = page.importNode(parsed.documentElement, true)
    svg.setAttribute('width', '100%')
    svg.removeAttribute('height')
    page.body.replaceChildren(svg)
    page.body.style.margin = '0'
  }
  page.documentElement.scrollTop = scrollTop
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
