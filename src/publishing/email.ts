import { text } from '../i18n.ts'
import { lightened } from './colours.ts'
import { type Part, partsOf } from './content.ts'
import { emailText } from './email-text.ts'
import { cleanLine, plainText } from './inline.ts'
import { logoPath } from './logo.ts'
import { openMailTemplate } from './mail-template.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import { pageUrl, type SitePlace } from './site.ts'
import { type OfficeStyle, plainStyle } from './style.ts'
import { openSet, readTemplate, type TemplateSet } from './template-set.ts'

export interface EmailOptions {
  /** Absolute, or `unsubscribePlaceholder` in an artifact that many recipients share. */
  unsubscribeUrl: string
  /** Where the public finds it; without one, no link leads there. */
  place?: SitePlace
  /** What an inbox shows after the subject; without one, the other languages' titles or the release's first words. */
  preheader?: string
  style?: OfficeStyle
}

export interface Email {
  /** One line, safe in a header once it is encoded. */
  subject: string
  html: string
  text: string
}

const templates = new Map<string, ReturnType<typeof openMailTemplate>>()

const templateOf = (set: string) => {
  const file = 'email.mjml'
  const known = templates.get(set) ?? openMailTemplate(`${set}/${file}`, readTemplate(set, file))
  templates.set(set, known)
  return known
}

/** Of all dark grounds that templates have, the lightest. */
const DARK = '#212121'

const partData = (part: Part, set: TemplateSet, place?: SitePlace) => ({
  ...part,
  /** Whether the rest is to be read elsewhere. */
  cut: false,
  more: text(part.locale, 'email:more'),
  viewUrl: place ? pageUrl(place.newsUrl, part.locale) : null,
  verify: text(part.locale, 'email:verify'),
  screen: set.typography[part.locale].screen,
  language: text(part.locale, 'document:language'),
  below: [part.unit, part.reference].filter(Boolean),
  view: text(part.locale, 'email:view'),
  unsubscribe: text(part.locale, 'email:unsubscribe'),
  reason: text(part.locale, 'email:reason'),
})

/** Gmail cuts a message there, in bytes, and hides what follows with the link to unsubscribe; some stays for what servers add. */
const LARGEST = 100_000

/** A part's beginning: its first paragraph, and a link to the rest. */
const shortened = (part: ReturnType<typeof partData>) => ({
  ...part,
  cut: true,
  blocks: part.blocks.filter((block) => block.type === 'paragraph').slice(0, 1),
  signatory: [],
  contact: [],
})

/** The most that an inbox shows of a preheader, in UTF-16 code units. */
const preheaderLength = 140
const longestSubject = 250

/** A line that a header can carry: no controls, and no longer than `length` UTF-16 code units. */
export const headerSafe = (line: string, length: number): string => {
  const clean = cleanLine(line).replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
  if (clean.length <= length) return clean
  const clusters = [...new Intl.Segmenter().segment(clean.slice(0, length + 40))]
  return `${clusters
    .filter(({ index, segment }) => index + segment.length < length)
    .map(({ segment }) => segment)
    .join('')}…`
}

const defaultPreheader = (parts: Part[]): string => {
  const titles = parts.slice(1).map((part) => plainText(part.title))
  const words = (parts[0]?.blocks ?? []).flatMap((block) => ('runs' in block ? [plainText(block.runs)] : []))
  return titles.length > 0 ? titles.join(' · ') : (words[0] ?? '')
}

/** Mail programs show no SVG: of a logo of shapes they get the picture that was drawn when the style was saved. */
const logoOf = ({ logo }: OfficeStyle, place?: SitePlace) =>
  place && logo ? { url: new URL(logoPath(logo, 'image/png'), place.newsUrl).href } : null

/**
 * Renders parts as an e-mail: HTML by MJML and Liquid, and a text part made for reading. It is the same for every
 * recipient but for `unsubscribeUrl`. Where the HTML would be clipped, the first language stays whole and the others
 * end in a link after their beginning. Refuses a set of templates that is not there or broken (`set-unknown`,
 * `template-broken`).
 */
export const renderParts = async (parts: Part[], options: EmailOptions): Promise<Email> => {
  const { place, unsubscribeUrl, style = plainStyle } = options
  const set = openSet(style.set)
  const subject = headerSafe(parts[0] ? plainText(parts[0].title) || parts[0].kind : '', longestSubject)
  const shown = parts.map((part) => partData(part, set, place))
  const render = await templateOf(set.name)
  const write = (parts: typeof shown) =>
    render({
      subject,
      preheader: headerSafe(options.preheader ?? defaultPreheader(parts), preheaderLength),
      parts,
      unsubscribeUrl,
      place: place ?? null,
      logo: logoOf(style, place),
      accent: style.colours.accent,
      link: style.colours.link,
      darkLink: lightened(style.colours.link, DARK),
    })
  const whole = await write(shown)
  const fits = !place || Buffer.byteLength(whole) <= LARGEST
  const html = fits ? whole : await write(shown.map((part, index) => (index === 0 ? part : shortened(part))))
  return { subject, html, text: emailText(parts, options) }
}

/** Renders an edition as an e-mail, as `renderParts` does. Refuses a locale that the document lacks (`edition-incomplete`) too. */
export const renderEmail = async (
  document: MultilingualDocument,
  edition: Edition,
  options: EmailOptions,
): Promise<Email> => renderParts(partsOf(document, edition, options.style ?? plainStyle), options)
