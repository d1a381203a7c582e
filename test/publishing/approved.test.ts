import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { loadApproved } from '../../src/publishing/approved.ts'
import { findArtifact, listArtifacts } from '../../src/publishing/queries.ts'
import { renderEditionJob } from '../../src/publishing/render.job.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import { pagesOfPdf } from '../support/pdf.ts'
import { approveAs, openTeam, publishable, submit, translate } from '../support/release.ts'

const editionNamed = (office: Office, name: string) =>
  office.deps.db.selectFrom('edition').selectAll().where('name', '=', name).executeTakeFirstOrThrow()

const changeByHand = (office: Office) =>
  sql`update target set text = text || '។' from translation t
      where t.id = target.translation_id and t.locale = 'km'`.execute(office.deps.db)

it('an edition waits until each of its languages is approved, and an English one needs English alone', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await office.work('translate', 'review', 'render')
  await submit(office, team.officer, { slug: 'guests' })
  await approveAs(office, team.reviewer, 'guests', 'en')
  await until(async () => (await editionNamed(office, 'en')).status === 'rendered')
  expect(
    (await listArtifacts(office.deps.db, 'guests')).map(({ edition, status }) => `${edition} ${status}`),
  ).toEqual(['en rendered', 'km waiting', 'ja waiting', 'en+km waiting', 'en+ja waiting', 'en+km+ja waiting'])
})

it('the database takes no artifact of what nobody approved, whichever way a worker tries', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await office.work('translate', 'review')
  await submit(office, team.officer, { slug: 'guests' })
  await translate(office, team.translator, 'guests', 'km')
  const { id } = await editionNamed(office, 'km')
  const content = Buffer.from('not approved')
  const sha256 = createHash('sha256').update(content).digest()
  await office.deps.db.insertInto('blob').values({ sha256, content }).execute()
  const insert = (approvals: Buffer) =>
    office.deps.db
      .insertInto('artifact')
      .values({
        edition_id: id,
        name: 'email.html',
        approvals_sha256: approvals,
        media_type: 'text/html',
        size: 12,
        sha256,
      })
      .execute()
  await expect(insert(sha256)).rejects.toThrow('edition-not-approved')
  await expect(
    sql`update edition set status = 'pending', approval_ids = array[gen_random_uuid()], approvals_sha256 = ${sha256}
        where id = ${id}`.execute(office.deps.db),
  ).rejects.toThrow('edition-not-approved')
  await expect(
    sql`update edition set status = 'rendered', subject = '' where id = ${id}`.execute(office.deps.db),
  ).rejects.toThrow()
  await expect(
    office.deps.db
      .insertInto('blob')
      .values({ sha256: Buffer.alloc(32), content })
      .execute(),
  ).rejects.toThrow('blob_check')
  await renderEditionJob.run(office.deps, id)
  expect(await findArtifact(office.deps.db, 'guests', 'km', 'email.html')).toBeUndefined()
})

it('nothing is kept of a rendering whose approval fell meanwhile', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await office.work('translate', 'review')
  await submit(office, team.officer, { slug: 'guests' })
  await translate(office, team.translator, 'guests', 'km')
  await approveAs(office, team.reviewer, 'guests', 'km')
  const edition = await editionNamed(office, 'km')
  expect(edition.status).toBe('pending')
  const rendering = renderEditionJob.run(office.deps, edition.id)
  await changeByHand(office)
  await rendering
  expect(await editionNamed(office, 'km')).toMatchObject({ status: 'waiting', approval_ids: null })
  expect(await office.deps.db.selectFrom('artifact').selectAll().execute()).toEqual([])
})

it('a changed letter takes the rendered files out of reach, and a new approval renders the new text', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await office.work('translate', 'review', 'render')
  await submit(office, team.officer, { slug: 'guests' })
  await publishable(office, team, 'guests')
  const pdf = async (edition: string) => {
    const artifact = await findArtifact(office.deps.db, 'guests', edition, 'document.pdf')
    return artifact && createHash('sha256').update(artifact.content).digest('hex')
  }
  const [before, english] = [await pdf('en+km'), await pdf('en')]
  await sql`update target set text = replace(text, 'ស្វាគមន៍', 'ទទួល') from translation t
            where t.id = target.translation_id and t.locale = 'km'`.execute(office.deps.db)
  expect(await pdf('en+km')).toBeUndefined()
  expect(await pdf('en')).toBe(english)
  await approveAs(office, team.reviewer, 'guests', 'km')
  await until(async () => (await editionNamed(office, 'en+km')).status === 'rendered')
  expect(await pdf('en+km')).not.toBe(before)
})

it('what is rendered is what was approved, letter for letter, hostile or not', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await office.work('translate', 'review', 'render')
  const hostile =
    '=HYPERLINK("x") #eval("1") <script>alert(1)</script> {{ 7 | times: 6 }} {% raw %} $x$ \\n @ref'
  await submit(office, team.officer, { slug: 'hostile', title: hostile, locales: ['km'] })
  await approveAs(office, team.reviewer, 'hostile', 'en')
  const edition = await until(async () => {
    const now = await editionNamed(office, 'en')
    return now.status === 'rendered' && now
  })
  expect(await loadApproved(office.deps.db, edition.id)).toBeNull()
  const file = async (name: string) => (await findArtifact(office.deps.db, 'hostile', 'en', name))!.content
  const html = (await file('email.html')).toString()
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('{{ 7 | times: 6 }} {% raw %}')
  expect((await file('email.txt')).toString()).toContain(hostile)
  expect(edition.subject).not.toMatch(/\p{Cc}/u)
  // Lines break where they must; the letters are what counts.
  const letters = (text: string) => text.replace(/\s+/g, '')
  const pdf = (await pagesOfPdf(await file('document.pdf'))).join('')
  expect(letters(pdf)).toContain(letters(hostile))
})
