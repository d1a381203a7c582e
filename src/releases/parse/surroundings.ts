import type { Token } from 'parse5'
import { withMarker } from './markers.ts'
import type { Piece, Warning } from './model.ts'
import { isProse } from './shapes.ts'

/** Which part of a web page a piece stands in: its own article, or what the site sets around every page. */
export type Region = 'main' | 'around' | 'page'

const tags = new Set(['nav', 'footer', 'header', 'aside', 'form', 'button', 'select', 'dialog', 'menu'])
/** What an article has of its own, too. */
const ownTags = new Set(['header', 'footer'])
const roles = new Set(
  'navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar'.split(' '),
)
const names =
  /(?:^|[-_ ])(?:cookies?|consent|gdpr|breadcrumbs?|nav|navbar|navigation|menu|submenu|sidebar|shar(?:e|ing)|social|related|footer|skip|top-?bar|site-header|masthead|search|pagination|pager|newsletter|subscribe|lang|languages?-switch(?:er)?|comments?|popup|modal|copyright|back-to-top|toolbar|screen-reader-text|sr-only|visually-hidden)(?:$|[-_ ])/i
/** "no-sidebar", "has-menu" tell about the page that they stand on; "social-affairs" is what a ministry is for. */
const others = /(?:^| )(?:(?:no|has|with|is|js|without)[-_]\S*|social[-_](?:affairs|protection|welfare)\S*)/gi

const attribute = (token: Token.TagToken, name: string) =>
  token.attrs.find((one) => one.name === name)?.value ?? ''

const wholePage = new Set(['html', 'body', 'main', 'article', 'h1'])

/** The region that an element opens; null where it says nothing. `inMain`: it stands within the page's article. */
export const regionOf = (token: Token.TagToken, inMain: boolean): Region | null => {
  const tag = token.tagName
  const role = attribute(token, 'role').toLowerCase()
  if (tag === 'main' || tag === 'article' || role === 'main') return 'main'
  if (wholePage.has(tag)) return null
  if (tags.has(tag) && !(inMain && ownTags.has(tag))) return 'around'
  if (roles.has(role) && !(inMain && role === 'banner')) return 'around'
  const named = `${attribute(token, 'class')} ${attribute(token, 'id')}`.replace(others, '')
  const isHidden =
    token.attrs.some(({ name }) => name === 'hidden') || /display\s*:\s*none/i.test(attribute(token, 'style'))
  return isHidden || names.test(named) ? 'around' : null
}

/** A piece of a page, where it stands, and whether all of it is a link. */
export interface Placed {
  piece: Piece
  region: Region
  isLink: boolean
}

/** Links under each other before any text are a menu, whatever its element is called. */
const menus = (placed: Placed[]): Set<Placed> => {
  const end = placed.findIndex(({ piece }) => isProse(piece.text))
  const before = placed.slice(0, Math.max(end, 0))
  return new Set(
    before.filter(
      ({ isLink, piece }, index) =>
        isLink &&
        piece.type !== 'heading' &&
        (before[index - 1]?.isLink || before[index + 1]?.isLink || piece.type === 'list-item'),
    ),
  )
}

const prose = (placed: Placed[]) => placed.filter(({ piece }) => isProse(piece.text)).length

/**
 * Takes a site's menus, notices and footers off the page, each with a warning. Where the page's text is not in its article, or most of it
 * would go, nothing is taken off.
 */
export const withoutSurroundings = (placed: Placed[], warnings: Warning[]): Piece[] => {
  const page = placed.filter(({ region }) => region !== 'around')
  const main = page.filter(({ region }) => region === 'main')
  const own = prose(main) > 0 && prose(main) >= prose(page) / 2 ? main : page
  const menu = menus(own)
  const text = own.filter((one) => !menu.has(one))
  const isEmpty = !text.some(({ piece }) => /[\p{L}\p{N}]/u.test(piece.text))
  const isWhole = isEmpty || prose(text) * 2 < prose(placed)
  const kept = new Set(isWhole ? placed : text)
  // The article's title often stands in the page's head.
  const isTitle = ({ piece }: Placed) => piece.type === 'heading' && piece.level === 1
  const title = [...kept].some(isTitle) ? undefined : placed.find((one) => isTitle(one))
  if (title) kept.add(title)
  return placed
    .filter((one) => {
      if (kept.has(one)) return true
      warnings.push({ code: 'surroundings-left-out', params: { text: withMarker(one.piece) } })
      return false
    })
    .map(({ piece }) => piece)
}
