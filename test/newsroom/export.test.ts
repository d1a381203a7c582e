import { posix } from 'node:path'
import { parse } from 'parse5'
import { expect, it } from 'vitest'
import { sweep } from '../../src/jobs/sweep.ts'
import { exportSite } from '../../src/newsroom/export.ts'
import { publishRelease } from '../../src/newsroom/publish.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { published, ready, revised, stranger } from '../support/newsroom.ts'
import { openOffice, until } from '../support/office.ts'
import { setEmbargo } from '../support/release.ts'

it('the site as files holds every page, and no link of theirs leads nowhere', {
  timeout: 240_000,
}, async () => {
  const office = await openOffice({ settings: { baseUrl: 'https://press.example' } })
  const team = await published(office)
  await revised(office, team)
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const ask = stranger(office)
  const files = new Map<string, Buffer>()
  const answer = async (address: string) => {
    const { statusCode, headers, rawPayload } = await ask(address)
    return { status: statusCode, type: String(headers['content-type']), body: rawPayload }
  }
  for await (const { path, body } of exportSite(answer, 'https://press.example')) files.set(path, body)

  const names = [...files.keys()]
  for (const name of [
    'news/en.html',
    'news/km.html',
    'news/guests/ja.html',
    'news/guests/km/revisions/1.html',
  ])
    expect(names).toContain(name)
  for (const name of ['news/guests/en/document.pdf', 'news/feed/km.atom', 'news/sitemap.xml', 'robots.txt'])
    expect(names).toContain(name)
  expect(files.get('news/guests/en/document.pdf')!.subarray(0, 5).toString()).toBe('%PDF-')
  expect(htmlText(files.get('news/guests/km.html')!.toString()).replaceAll('\u200b', '')).toContain(
    'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ',
  )

  const broken = names
    .filter((name) => name.endsWith('.html'))
    .flatMap((name) =>
      elementsOf(parse(files.get(name)!.toString()))
        .flatMap(({ attributes }) => attributes.href ?? attributes.src ?? [])
        .filter((href) => !/^(https?:|mailto:|#)/.test(href))
        .filter((href) => !files.has(posix.join(posix.dirname(name), href)))
        .map((href) => `${name}: ${href}`),
    )
  expect(broken).toEqual([])
  expect(files.get('news/en.html')!.toString()).not.toContain('<form')
})

it('a release published under an embargo is called published once that has passed, and not before', {
  timeout: 240_000,
}, async () => {
  const office = await openOffice()
  const team = await ready(office, { embargoAt: new Date(Date.now() + 3_600_000) })
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const status = async () =>
    (await office.deps.db.selectFrom('release').select('status').executeTakeFirstOrThrow()).status
  await sweep(office.deps)
  expect(await status()).toBe('in-progress')
  await setEmbargo(office, 'guests', "now() + interval '1 second'")
  await until(async () => {
    await sweep(office.deps)
    return (await status()) === 'published'
  }, 'the release is called published')
  const { public_at } = await office.deps.db
    .selectFrom('release')
    .select('public_at')
    .executeTakeFirstOrThrow()
  expect(public_at).toBeNull()
})
