import { posix } from 'node:path'
import { locales } from '../language/model.ts'

/** What the site answers under an address. */
export interface Answer {
  status: number
  type: string
  body: Buffer
}

/** A file of the exported site. */
export interface SiteFile {
  path: string
  body: Buffer
}

const link = /(?<= (?:href|src)=")(\/[^"]*)(?=")/g
/** What asks a server, which a folder of files is not. */
const search = /<form class="search"[^>]*action="\/news".*?<\/form>/gs

const plain = (written: string) => written.replaceAll('&amp;', '&')

/** Where an address of the site becomes a file; null where it has to be asked of the server. */
const fileOf = (address: string): string | null => {
  const { pathname, searchParams } = new URL(plain(address), 'http://site.invalid')
  if (pathname === '/news') {
    const before = searchParams.get('before')
    return `news/${searchParams.get('lang') ?? 'index'}${before ? `-before-${before}` : ''}.html`
  }
  if (!/^\/(news\/|robots\.txt$|\.well-known\/)/.test(pathname)) return null
  return pathname.slice(1) + (/\.\w+$/.test(pathname) ? '' : '.html')
}

const start = [
  ...locales.flatMap((locale) => [
    `/news?lang=${locale}`,
    `/news/feed/${locale}.atom`,
    `/news/feed/${locale}.json`,
  ]),
  ...['/news/sitemap.xml', '/robots.txt', '/.well-known/bayon-keys.json'],
]

/** Links between files are relative; what only the server can answer is asked of it where it is. */
const rewritten = (html: string, from: string, baseUrl: string): string =>
  html.replace(search, '').replace(link, (address) => {
    const file = fileOf(address)
    return file ? posix.relative(posix.dirname(from), file) : `${baseUrl}${address}`
  })

/**
 * The public site as files that any web server, or none, can show: whatever can be reached from its front pages.
 * @param ask answers an address as the site answers the public
 */
export async function* exportSite(
  ask: (address: string) => Promise<Answer>,
  baseUrl: string,
): AsyncGenerator<SiteFile> {
  const waiting = [...start]
  const known = new Set(waiting.map(fileOf))
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const { status, type, body } = await ask(address)
    const path = fileOf(address)!
    if (status !== 200) continue
    if (!type.startsWith('text/html')) {
      yield { path, body }
      continue
    }
    const html = body.toString()
    for (const [found] of html.replace(search, '').matchAll(link)) {
      const file = fileOf(found)
      if (file === null || known.has(file)) continue
      known.add(file)
      waiting.push(plain(found))
    }
    yield { path, body: Buffer.from(rewritten(html, path, baseUrl)) }
  }
}
