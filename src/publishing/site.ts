import type { Locale } from '../language/model.ts'
import { showCode } from './code.ts'

/** Where an edition stands on the public site. Part of what its files are rendered from: the same input, the same bytes. */
export interface SitePlace {
  /** As it is shown. */
  code: string
  /** Tells whether a file or a text is genuine. */
  verifyUrl: string
  /** The release's page; `pageUrl` leads to one language of it. */
  newsUrl: string
}

/** The place of an edition's files: `baseUrl` is what links begin with. */
export const sitePlace = (baseUrl: string, slug: string, code: string): SitePlace => ({
  code: showCode(code),
  verifyUrl: `${baseUrl}/verify/${showCode(code)}`,
  newsUrl: newsUrl(baseUrl, slug),
})

export const newsUrl = (baseUrl: string, slug: string): string => `${baseUrl}/news/${slug}`

export const pageUrl = (newsUrl: string, locale: Locale): string => `${newsUrl}/${locale}`
