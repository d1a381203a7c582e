import { text } from '../i18n.ts'
import { type Part, partsOf } from './content.ts'
import { emailText } from './email-text.ts'
import { cleanLine, plainText } from './inline.ts'
import { openMailTemplate } from './mail-template.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import { pageUrl, type SitePlace } from './site.ts'
import { typography } from './typography.ts'

export interface EmailOptions {
  /** Absolute, or `unsubscribePlaceholder` in an artifact that many recipients share. */
  unsubscribeUrl: string
  /** Where the public finds it; without one, no link leads there. */
  place?: SitePlace
  /** What an inbox shows after the subject; without one, the other languages' titles or the release's first words. */
  preheader?: string
}

export interface Email {
  /** One line, safe in a header once it is encoded. */
  subject: string
  html: string
  text: string
}

const render = openMailTemplate('release')

const partData = (part: Part, place?: SitePlace) => ({
  ...part,
  viewUrl: place ? pageUrl(place.newsUrl, part.locale) : null,
  verify: text(part.locale, 'email:verify'),
  screen: typography[part.locale].screen,
  language: text(part.locale, 'document:language'),
  below: [part.unit, part.reference].filter(Boolean),
  view: text(part.locale, 'email:view'),
  unsubscribe: text(part.locale, 'email:unsubscribe'),
  reason: text(part.locale, 'email:reason'),
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
  const words = (parts[0]?.blocks ?? []).flatMap((block) =>
    block.type === 'list' ? [] : [plainText(block.runs)],
  )
  return titles.length > 0 ? titles.join(' · ') : (words[0] ?? '')
}

/**
 * Renders an edition as an e-mail: HTML by MJML and Liquid, and a text part made for reading. It is the same for every
 * recipient but for `unsubscribeUrl`. Refuses a locale that the document lacks (`edition-incomplete`).
 */
export const renderEmail = async (
  document: MultilingualDocument,
  edition: Edition,
  options: EmailOptions,
): Promise<Email> => {
  const parts = partsOf(document, edition)
  const subject = headerSafe(parts[0] ? plainText(parts[0].title) || parts[0].kind : '', longestSubject)
  const html = await render({
    subject,
    preheader: headerSafe(options.preheader ?? defaultPreheader(parts), preheaderLength),
    parts: parts.map((part) => partData(part, options.place)),
    unsubscribeUrl: options.unsubscribeUrl,
    place: options.place ?? null,
  })
  return { subject, html, text: emailText(parts, options) }
}
