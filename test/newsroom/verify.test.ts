import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { locales } from '../../src/language/model.ts'
import { makeKey } from '../../src/newsroom/keys.ts'
import { publishRelease } from '../../src/newsroom/publish.ts'
import { verifyFile } from '../../src/newsroom/statement.ts'
import { findArtifact } from '../../src/publishing/queries.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { freshFolder, nowhere, run } from '../support/cli.ts'
import { htmlText } from '../support/html.ts'
import { published, ready, revised, stranger } from '../support/newsroom.ts'
import { type Office, openOffice } from '../support/office.ts'
import { pagesOfPdf } from '../support/pdf.ts'

const settings = { baseUrl: 'https://press.example' }

const fileOf = async ({ deps }: Office, edition: string, name: string) =>
  (await findArtifact(deps.db, 'guests', edition, name))!.content

/** Where the PDF of an edition says that it can be verified. */
const verifyPath = async (office: Office, edition: string) => {
  const pages = await pagesOfPdf(await fileOf(office, edition, 'document.pdf'))
  const [url] = /https:\/\/press\.example\/verify\/\S+/.exec(pages.at(-1)!)!
  return new URL(url).pathname
}

/** Sends the form as a browser does. */
const compare = async (
  { app }: Office,
  url: string,
  fields: { file?: Buffer; text?: string },
  locale = 'en',
) => {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(fields.file ?? [])]), fields.file ? 'x.pdf' : '')
  form.set('text', fields.text ?? '')
  const request = new Request('http://x/', { method: 'POST', body: form })
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: {
      accept: 'text/html',
      'accept-language': locale,
      'content-type': request.headers.get('content-type')!,
      'sec-fetch-site': 'same-origin',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  return answer.body
}

const said = (key: string, locale: 'en' | 'km' | 'ja' = 'en') => text(locale, `pages:verify.${key}`)

it('the code in a PDF and in a mail tells what was published, when and in which version, in three languages', async () => {
  const office = await openOffice({ settings })
  const team = await ready(office)
  const path = await verifyPath(office, 'en+km')
  const ask = stranger(office)
  expect((await ask(path)).statusCode).toBe(404)
  expect((await ask(`${path}.json`)).statusCode).toBe(404)
  await publishRelease(office.deps, team.publisher.id, 'guests')
  const mail = (await fileOf(office, 'en+km', 'email.txt')).toString()
  expect(mail).toContain(`https://press.example${path}`)
  expect((await fileOf(office, 'en+km', 'email.html')).toString()).toContain(
    `href="https://press.example${path}"`,
  )
  const sha256 = createHash('sha256')
    .update(await fileOf(office, 'en+km', 'document.pdf'))
    .digest('hex')
  for (const locale of locales) {
    const page = await ask(`${path}?lang=${locale}`)
    const shown = htmlText(page.body)
    expect(page.headers['content-language']).toBe(locale)
    expect(shown).toContain(said('standing.valid', locale))
    expect(shown).toContain(sha256)
    expect(shown).toContain('“Guests”')
    expect(shown).toContain('«ភ្ញៀវ»')
    expect(shown).not.toMatch(/pages:|\{\{|undefined/)
  }
  const written = path.split('/').at(-1)!.toLowerCase().replace('-', ' ')
  const looked = await ask(`/verify?code=${encodeURIComponent(written)}`)
  expect([looked.statusCode, looked.headers.location]).toEqual([303, path])
  expect(htmlText((await ask('/verify?code=ABCDE-12345')).body)).toContain(said('result.unknown-code'))

  await revised(office, team)
  expect(htmlText((await ask(path)).body)).toContain(said('standing.valid'))
  await publishRelease(office.deps, team.publisher.id, 'guests')
  expect(htmlText((await ask(path)).body)).toContain(said('standing.replaced'))
  await withdrawRelease(office.deps, team.publisher.id, 'guests', { en: 'The visit was cancelled.' })
  const withdrawn = htmlText((await ask(path)).body)
  expect(withdrawn).toContain(said('standing.withdrawn'))
  expect(withdrawn).toContain('The visit was cancelled.')
})

it('an approval that fell shows while the text is looked at again', async () => {
  const office = await openOffice({ settings })
  const path = await (async () => {
    await published(office)
    return verifyPath(office, 'km')
  })()
  await office.deps.db.updateTable('target').set({ text: 'ផ្សេង' }).where('text', 'like', '%ភ្ញៀវ%').execute()
  const shown = htmlText((await stranger(office)(path)).body)
  expect(shown).toContain(said('standing.suspended'))
})

describe('a visitor', () => {
  it('who has a file or a text learns whether it is what was published, or what differs', async () => {
    const office = await openOffice({ settings })
    await published(office)
    const pdf = await fileOf(office, 'ja', 'document.pdf')
    const genuine = htmlText(await compare(office, '/verify', { file: pdf }))
    expect(genuine).toContain(said('result.file'))
    expect(genuine).toContain('「来賓」')
    const forged = Buffer.from(pdf)
    forged[forged.length - 20]! ^= 1
    expect(htmlText(await compare(office, '/verify', { file: forged }, 'ja'))).toContain(
      said('result.unknown-file', 'ja'),
    )

    const copied = (await pagesOfPdf(pdf)).join('\r\n')
    expect(htmlText(await compare(office, '/verify', { text: copied }))).toContain(said('result.whole'))
    const path = await verifyPath(office, 'en+km')
    const khmer = 'ភាគីទាំងពីរបានឯកភាព\u200bជួបគ្នា\nម្តងទៀត៕'
    expect(htmlText(await compare(office, path, { text: khmer }))).toContain(said('result.part'))
    const changed = await compare(
      office,
      '/verify',
      { text: copied.replace('再び会う', '二度と会わない') },
      'ja',
    )
    expect(htmlText(changed)).toContain(said('result.differs', 'ja'))
    expect(changed).toMatch(/<del>[^<]*再/)
    expect(changed).toMatch(/<ins>[^<]*二度/)
    const hostile = await compare(office, path, { text: '<script>alert(1)</script>' })
    expect(hostile).toContain('&lt;script&gt;')
    expect(hostile).not.toContain('<script>alert')
    expect(htmlText(await compare(office, '/verify', { text: 'Somebody said something.' }))).toContain(
      said('result.unknown-text'),
    )
    expect(htmlText(await compare(office, '/verify', {}))).toContain(said('result.nothing'))
  })

  it('learns nothing of what is not published, whatever they send, and is told what is too much', async () => {
    const office = await openOffice({ settings })
    await ready(office)
    const pdf = await fileOf(office, 'en', 'document.pdf')
    expect(htmlText(await compare(office, '/verify', { file: pdf }))).toContain(said('result.unknown-file'))
    expect(htmlText(await compare(office, '/verify', { text: '“Guests” The Minister' }))).toContain(
      said('result.unknown-text'),
    )
    const post = (type: string, payload: string | Buffer) =>
      office.app.inject({ method: 'POST', url: '/verify', headers: { 'content-type': type }, payload })
    expect((await post('multipart/form-data; boundary=x', Buffer.alloc(10_200_000))).statusCode).toBe(413)
    expect((await post('multipart/form-data; boundary=x', '--x\r\nbroken')).statusCode).toBe(400)
    expect((await post('multipart/form-data', 'x')).statusCode).toBe(400)
    expect((await post('application/json', '{}')).statusCode).toBe(415)
  })
})

it('what the office signs stands without the office: after a rotation, in no other file, with no other key', async () => {
  const office = await openOffice({ settings })
  await published(office)
  const ask = stranger(office)
  const path = await verifyPath(office, 'en')
  const signed = (await ask(`${path}.json`)).json()
  expect(signed.statement).toMatchObject({
    slug: 'guests',
    revision: 1,
    edition: 'en',
    url: `https://press.example${path}`,
  })
  expect(signed.standing).toBe('valid')
  const pdf = await fileOf(office, 'en', 'document.pdf')
  await makeKey(office.deps)
  const { keys } = (await ask('/.well-known/bayon-keys.json')).json()
  expect(keys).toHaveLength(2)
  expect(verifyFile(pdf, signed, keys)).toBe('genuine')
  expect((await ask(`${path}.json`)).json().signature.keyId).toBe(keys[0].kid)
  expect(verifyFile(await fileOf(office, 'km', 'document.pdf'), signed, keys)).toBe('other-file')
  expect(verifyFile(pdf, { ...signed, statement: { ...signed.statement, revision: 2 } }, keys)).toBe(
    'signature-wrong',
  )
  expect(verifyFile(pdf, signed, keys.slice(0, 1))).toBe('key-unknown')
  const folder = await freshFolder()
  const put = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const statement = await put('statement.json', JSON.stringify(signed))
  const offline = ['--statement', statement, '--keys', await put('keys.json', JSON.stringify({ keys }))]
  const cli = (file: string) => run(['verify', file, ...offline], { env: { DATABASE_URL: nowhere } })
  const right = await cli(await put('right.pdf', pdf))
  expect([right.code, right.out]).toEqual([0, expect.stringMatching(/^Genuine: .*guests, version 1, en/)])
  const wrong = await cli(await put('wrong.pdf', Buffer.concat([pdf, Buffer.from(' ')])))
  expect([wrong.code, wrong.out]).toEqual([1, expect.stringMatching(/^Not genuine/)])
  // The private half is of no use without SECRET, and no row changes.
  const { private_key } = await office.deps.db
    .selectFrom('signing_key')
    .select('private_key')
    .executeTakeFirstOrThrow()
  expect(private_key.includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(false)
  await expect(sql`delete from signing_key`.execute(office.deps.db)).rejects.toThrow('not allowed')
  await expect(sql`update publication set published_at = now()`.execute(office.deps.db)).rejects.toThrow(
    'not allowed',
  )
})
