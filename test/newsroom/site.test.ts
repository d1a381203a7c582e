import { sql } from 'kysely'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { locales } from '../../src/language/model.ts'
import { publishRelease } from '../../src/newsroom/publish.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { writeReleases } from '../support/many-releases.ts'
import { published, ready, revised, stranger } from '../support/newsroom.ts'
import { openOffice, until } from '../support/office.ts'
import { approveAs, openTeam, setEmbargo, submit } from '../support/release.ts'

const words = {
  en: 'The Minister welcomed the guests',
  km: 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ',
  ja: '大臣は2024年3月3日に来賓を歓迎しました',
}
const settings = { baseUrl: 'https://press.example' }

/** Every address under which the public could meet the release. */
const addresses = [
  '/news',
  '/news?q=guests',
  '/news/guests',
  ...locales.flatMap((locale) => [
    `/news/guests/${locale}`,
    `/news/guests/${locale}/document.pdf`,
    `/news/guests/${locale}/revisions/1`,
    `/news/feed/${locale}.atom`,
    `/news/feed/${locale}.json`,
  ]),
  '/news/sitemap.xml',
]

it('nothing of a release is on the site before a publisher publishes it, however far it is', async () => {
  const office = await openOffice({ settings })
  const team = await ready(office)
  const ask = stranger(office)
  for (const url of addresses) {
    const { body, statusCode } = await ask(url)
    expect(body, url).not.toMatch(/\/news\/guests\/|The Minister welcomed/)
    expect([200, 404], url).toContain(statusCode)
  }
  const { code } = await office.deps.db.selectFrom('edition_code').select('code').executeTakeFirstOrThrow()
  expect((await ask(`/verify/${code}`)).statusCode).toBe(404)
  await expect(publishRelease(office.deps, team.officer.id, 'guests')).rejects.toMatchObject({
    code: 'not-allowed',
  })
  expect(await publishRelease(office.deps, team.publisher.id, 'guests')).toHaveLength(6)
  for (const url of addresses.filter((one) => !one.includes('revisions')))
    expect((await ask(url)).statusCode, url).toBeLessThan(400)
  // Twice changes nothing; the record has each edition once.
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const events = await office.deps.db
    .selectFrom('audit_event')
    .select('actor_id')
    .where('action', '=', 'edition-published')
    .execute()
  expect(events.map(({ actor_id }) => actor_id)).toEqual(Array(6).fill(team.publisher.id))
})

it('a page of a release stands in its own language, is found by machines, and needs no script', async () => {
  const office = await openOffice({ settings })
  await published(office)
  const ask = stranger(office)
  for (const locale of locales) {
    const { body, headers } = await ask(`/news/guests/${locale}`)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(headers['content-language']).toBe(locale)
    const elements = elementsOf(parse(body))
    const all = (tag: string) => elements.filter((element) => element.tag === tag)
    expect(all('html')[0]!.attributes.lang).toBe(locale)
    expect(all('article')[0]!.attributes.lang).toBe(locale)
    expect(all('h1')).toHaveLength(1)
    expect(htmlText(body)).toContain(words[locale])
    const links = Object.fromEntries(
      all('link')
        .filter(({ attributes }) => attributes.hreflang)
        .map(({ attributes }) => [attributes.hreflang, attributes.href]),
    )
    expect(links).toEqual({
      ...Object.fromEntries(locales.map((one) => [one, `https://press.example/news/guests/${one}`])),
      'x-default': 'https://press.example/news/guests',
    })
    const canonical = all('link').find(({ attributes }) => attributes.rel === 'canonical')
    expect(canonical!.attributes.href).toBe(`https://press.example/news/guests/${locale}`)
    const meta = Object.fromEntries(
      all('meta').map(({ attributes }) => [attributes.property ?? attributes.name, attributes.content]),
    )
    expect(meta).toMatchObject({ 'og:type': 'article', 'og:locale': locale })
    expect(meta.robots).toBeUndefined()
    const scripts = all('script')
    expect(scripts.map(({ attributes }) => attributes)).toEqual([{ type: 'application/ld+json' }])
    expect(JSON.parse(scripts[0]!.html)).toMatchObject({
      '@type': 'NewsArticle',
      headline: meta['og:title'],
      inLanguage: locale,
      url: `https://press.example/news/guests/${locale}`,
    })
    const pdf = await ask(`/news/guests/${locale}/document.pdf`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const again = await ask(`/news/guests/${locale}`, { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const since = await ask(`/news/guests/${locale}`, {
      'if-modified-since': String(headers['last-modified']),
    })
    expect(since.statusCode).toBe(304)
    expect(headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  }
  const chosen = await ask('/news/guests', { 'accept-language': 'ja' })
  expect([chosen.statusCode, chosen.headers.location]).toEqual([302, '/news/guests/ja'])
  const map = (await ask('/news/sitemap.xml')).body
  for (const locale of locales)
    expect(map).toContain(`<loc>https://press.example/news/guests/${locale}</loc>`)
  expect((await ask('/robots.txt')).body).toContain('Sitemap: https://press.example/news/sitemap.xml')
})

it('a release is found by words of any of its languages, and by no pattern', async () => {
  const office = await openOffice({ settings })
  await published(office)
  const ask = stranger(office)
  const found = async (q: string) =>
    /href="\/news\/guests\//.test((await ask(`/news?lang=en&q=${encodeURIComponent(q)}`)).body)
  for (const q of ['guests', 'GUESTS minister', 'ស្វាគមន៍', 'ភ្ញៀវ', '来賓', '歓迎', 'Phnom'])
    expect(await found(q), q).toBe(true)
  for (const q of ['%', '_', 'gu%ts', '\\', 'guests dragons', '東京', "' or 1=1 --"])
    expect(await found(q), q).toBe(false)
})

it('the embargo holds to the second, for a release that is published ahead of it', async () => {
  const office = await openOffice({ settings })
  const team = await ready(office)
  await setEmbargo(office, 'guests', "now() + interval '2 seconds'")
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const { embargo_at } = await office.deps.db
    .selectFrom('release')
    .select('embargo_at')
    .executeTakeFirstOrThrow()
  const ask = stranger(office)
  const before = await ask('/news')
  expect(before.body).not.toContain('guests')
  let last = 0
  const page = await until(async () => {
    const asked = Date.now()
    const answer = await ask('/news/guests/en')
    if (answer.statusCode === 200) return { answer, answered: Date.now() }
    last = asked
    return undefined
  })
  expect(page.answered).toBeGreaterThanOrEqual(embargo_at!.getTime())
  expect(last).toBeLessThan(embargo_at!.getTime() + 100)
  const after = await ask('/news', { 'if-none-match': String(before.headers.etag) })
  expect([after.statusCode, after.body.includes('/news/guests/en')]).toEqual([200, true])
  await expect(setEmbargo(office, 'guests', "now() + interval '1 day'")).rejects.toThrow('already-public')
})

it('a newer version takes the place of an earlier one, which stays readable, marked, with the change shown', async () => {
  const office = await openOffice({ settings })
  const team = await published(office)
  const ask = stranger(office)
  await revised(office, team)
  // Approved and rendered is not published.
  expect(htmlText((await ask('/news/guests/en')).body)).toContain('agreed to meet again')
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const now = (await ask('/news/guests/en')).body
  const article = elementsOf(parse(now)).find(({ tag }) => tag === 'article')!
  expect(article.text).not.toContain('agreed to meet again')
  expect(now).toMatch(/<del>[^<]*Both sides agreed to meet again\.<\/del>/)
  expect(now).toContain('href="/news/guests/en/revisions/1"')
  const old = (await ask('/news/guests/en/revisions/1')).body
  expect(htmlText(old)).toContain('This is an earlier version. It was replaced on')
  expect(htmlText(old)).toContain('Both sides agreed to meet again.')
  expect(old).toContain('noindex')
  expect((await ask('/news/guests/en/revisions/2')).headers.location).toBe('/news/guests/en')
  expect((await ask('/news/guests/en/revisions/3')).statusCode).toBe(404)
  const khmer = (await ask('/news/guests/km')).body
  expect(khmer).toMatch(/<del>[^<]*ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕<\/del>/)
  const japanese = htmlText((await ask('/news/guests/ja')).body)
  expect(japanese).toContain(words.ja)
  expect(japanese).toContain('新しい版が、別の言語で公開されています')
})

it('a withdrawn release says so and why, at once and everywhere, and its text is gone from pages and feeds', async () => {
  const office = await openOffice({ settings })
  const team = await published(office)
  const ask = stranger(office)
  const before = await ask('/news/guests/km')
  await withdrawRelease(office.deps, team.publisher.id, 'guests', {
    en: 'The visit was cancelled <b>.',
    km: 'ដំណើរទស្សនកិច្ចត្រូវបានលុបចោល។',
  })
  const reasons = {
    en: 'The visit was cancelled <b>.',
    km: 'ដំណើរទស្សនកិច្ចត្រូវបានលុបចោល។',
    ja: 'The visit was cancelled <b>.',
  }
  for (const locale of locales) {
    const { body, statusCode } = await ask(`/news/guests/${locale}`, {
      'if-none-match': String(before.headers.etag),
    })
    expect(statusCode).toBe(200)
    expect(htmlText(body)).toContain(reasons[locale])
    expect(htmlText(body)).not.toContain(words[locale])
    expect(body).not.toContain('application/ld+json')
    expect(body).toContain('noindex')
    expect((await ask(`/news/guests/${locale}/document.pdf`)).statusCode).toBe(404)
    const old = htmlText((await ask(`/news/guests/${locale}/revisions/1`)).body)
    expect(old).toContain(reasons[locale])
    expect(old).toContain(words[locale])
    const feeds = await Promise.all(['atom', 'json'].map((end) => ask(`/news/feed/${locale}.${end}`)))
    for (const { body } of feeds) {
      expect(body).not.toContain(words[locale])
      expect(body).toContain(locale === 'km' ? reasons.km : 'The visit was cancelled')
    }
  }
  expect((await ask('/news/sitemap.xml')).body).not.toContain('guests')
  expect((await ask('/news?q=welcomed')).body).not.toContain('/news/guests/')
  await expect(publishRelease(office.deps, team.publisher.id, 'guests')).rejects.toBeInstanceOf(Refusal)
})

it('a page whose approval fell is gone until it is approved again and published again', async () => {
  const office = await openOffice({ settings })
  await published(office)
  const ask = stranger(office)
  await office.deps.db.updateTable('target').set({ text: 'ផ្សេង' }).where('text', 'like', '%ភ្ញៀវ%').execute()
  expect((await ask('/news/guests/km')).statusCode).toBe(404)
  expect((await ask('/news/guests/en')).statusCode).toBe(200)
})

it('the list goes back page by page through all releases, each once, and forward again over the same pages', {
  timeout: 120_000,
}, async () => {
  const office = await openOffice({ settings })
  const { officer, publisher } = await openTeam(office)
  // With 1,050 pages: more than a search puts in order.
  await writeReleases(office.deps.db, { officer, publisher }, 0, 350)
  const ask = stranger(office)
  const page = async (address: string) => {
    const { body } = await ask(address)
    const link = (rel: string) =>
      body.match(new RegExp(`rel="${rel}" href="([^"]+)"`))?.[1]?.replaceAll('&amp;', '&')
    return {
      numbers: [...body.matchAll(/<h2><a href="\/news\/seeded-(\d+)\//g)].map(([, n]) => Number(n)),
      earlier: link('next'),
      later: link('prev'),
    }
  }
  const all = Array.from({ length: 350 }, (_, n) => n + 1)
  const having = (digits: string) => all.filter((n) => String(n).includes(digits))

  for (const [start, shown] of [
    ['/news?lang=km', all],
    ['/news?lang=km&q=phnom', all],
    [`/news?lang=ja&q=${encodeURIComponent('大臣')}`, all],
    ['/news?lang=en&q=delegation+number+28', having('28')],
    [`/news?lang=en&q=${encodeURIComponent('ភូ 109')}`, [109]],
  ] as const) {
    const back = [await page(start)]
    for (let next = back[0]!.earlier; next; next = back.at(-1)!.earlier) back.push(await page(next))
    expect(
      back.flatMap((one) => one.numbers),
      start,
    ).toEqual(shown)
    let forth = back.at(-1)!
    for (const before of back.slice(0, -1).reverse()) {
      forth = await page(forth.later!)
      expect(forth.numbers).toEqual(before.numbers)
    }
    expect(forth.later).toBeUndefined()
  }
  // What is no longer approved is passed over, and what comes after it still stands.
  await office.deps.db
    .updateTable('edition')
    .set({ status: 'waiting', approval_ids: null, approvals_sha256: null, subject: null })
    .where('id', '=', sql<string>`md5('edition km2')::uuid`)
    .execute()
  const feed = JSON.parse((await ask('/news/feed/km.json')).body)
  expect(feed.items.map(({ url }: { url: string }) => url).slice(0, 2)).toEqual([
    'https://press.example/news/seeded-1/km',
    'https://press.example/news/seeded-3/km',
  ])
})

describe('hostile text', () => {
  it('is text on pages and in feeds', async () => {
    const office = await openOffice({ settings })
    const title = '</script><script>alert(1)</script> {{ 7 | times: 6 }} ]]> &amp; "onload="x'
    await office.work('translate', 'review', 'render')
    const team = await openTeam(office)
    await submit(office, team.officer, { slug: 'guests', title })
    await approveAs(office, team.reviewer, 'guests', 'en')
    await until(() =>
      publishRelease(office.deps, team.publisher.id, 'guests').catch((error) =>
        error instanceof Refusal ? undefined : Promise.reject(error),
      ),
    )
    const ask = stranger(office)
    for (const url of ['/news', '/news/guests/en', '/news?q=%3Cscript%3Ealert(2)%3C/script%3E&lang=en']) {
      const { body } = await ask(url)
      const elements = elementsOf(parse(body))
      expect(
        elements.filter(
          ({ tag, attributes }) => tag === 'script' && attributes.type !== 'application/ld+json',
        ),
        url,
      ).toEqual([])
      expect(
        elements.filter(({ attributes }) => Object.keys(attributes).some((name) => name.startsWith('on'))),
      ).toEqual([])
    }
    const page = (await ask('/news/guests/en')).body
    expect(htmlText(page)).toContain('</script><script>alert(1)</script> {{ 7 | times: 6 }} ]]> &amp;')
    const [data] = elementsOf(parse(page)).filter(({ tag }) => tag === 'script')
    expect(JSON.parse(data!.html).headline).toContain('</script><script>alert(1)</script>')
    const atom = (await ask('/news/feed/en.atom')).body
    expect(atom).not.toContain('<script>')
    const feed = JSON.parse((await ask('/news/feed/en.json')).body)
    expect(feed.items[0].title).toContain('<script>alert(1)')
    expect(elementsOf(parse(feed.items[0].content_html)).filter(({ tag }) => tag === 'script')).toEqual([])
  })
})
