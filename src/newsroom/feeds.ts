import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { escapeHtml } from '../publishing/escape.ts'
import { newsUrl, pageUrl } from '../publishing/site.ts'
import { type NewsItem, reasonIn } from './model.ts'

/** What a feed says of a release. Of a withdrawn one, that it is, and why. */
export interface FeedEntry {
  item: NewsItem
  /** Null where it was withdrawn. */
  html: string | null
}

interface Feed {
  baseUrl: string
  site: string
  locale: Locale
  entries: FeedEntry[]
}

const xml = (value: string) =>
  escapeHtml(value).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

const changedAt = ({ at, withdrawal }: NewsItem) => withdrawal?.at ?? at

const told = ({ item, html }: FeedEntry, locale: Locale) => {
  if (!item.withdrawal) return { title: item.title, summary: item.summary, html: html ?? '' }
  const reason = reasonIn(item.withdrawal, locale)
  return {
    title: text(locale, 'pages:news.withdrawn-title', { title: item.title }),
    summary: reason.text,
    html: `<p lang="${reason.locale}">${escapeHtml(reason.text)}</p>`,
  }
}

const newest = (entries: FeedEntry[]) =>
  new Date(Math.max(0, ...entries.map(({ item }) => changedAt(item).getTime())))

/** Atom (RFC 4287). */
export const atomFeed = ({ baseUrl, site, locale, entries }: Feed): string => {
  const self = `${baseUrl}/news/feed/${locale}.atom`
  const entry = (one: FeedEntry) => {
    const { title, summary, html } = told(one, locale)
    const url = pageUrl(newsUrl(baseUrl, one.item.slug), locale)
    return `<entry>
<id>${xml(url)}</id>
<title>${xml(title)}</title>
<link href="${xml(url)}" hreflang="${locale}"/>
<published>${one.item.at.toISOString()}</published>
<updated>${changedAt(one.item).toISOString()}</updated>
<author><name>${xml(one.item.office || site)}</name></author>
<summary>${xml(summary)}</summary>
<content type="html">${xml(html)}</content>
</entry>`
  }
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${xml(self)}</id>
<title>${xml(`${text(locale, 'pages:news.title')} · ${site}`)}</title>
<updated>${newest(entries).toISOString()}</updated>
<link rel="self" href="${xml(self)}"/>
<link href="${xml(`${baseUrl}/news?lang=${locale}`)}"/>
${entries.map(entry).join('\n')}
</feed>
`
}

/** JSON Feed 1.1. */
export const jsonFeed = ({ baseUrl, site, locale, entries }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `${text(locale, 'pages:news.title')} · ${site}`,
    home_page_url: `${baseUrl}/news?lang=${locale}`,
    feed_url: `${baseUrl}/news/feed/${locale}.json`,
    language: locale,
    items: entries.map((one) => {
      const { title, summary, html } = told(one, locale)
      const url = pageUrl(newsUrl(baseUrl, one.item.slug), locale)
      return {
        id: url,
        url,
        title,
        summary,
        content_html: html,
        language: locale,
        date_published: one.item.at.toISOString(),
        date_modified: changedAt(one.item).toISOString(),
        authors: [{ name: one.item.office || site }],
      }
    }),
  })

/** Sitemaps 0.9, each page with its other languages. */
export const sitemap = (baseUrl: string, items: NewsItem[]): string => {
  const urls = items.flatMap((item) => {
    const url = newsUrl(baseUrl, item.slug)
    const others = item.locales.map(
      (locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${xml(pageUrl(url, locale))}"/>`,
    )
    return item.locales.map(
      (locale) => `<url><loc>${xml(pageUrl(url, locale))}</loc>${others.join('')}</url>`,
    )
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>${xml(`${baseUrl}/news`)}</loc></url>
${urls.join('\n')}
</urlset>
`
}
