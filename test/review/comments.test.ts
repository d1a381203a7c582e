import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Person } from '../../src/accounts/permissions.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { addComment, setResolved } from '../../src/review/comment.ts'
import { approve } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getThreads } from '../../src/review/threads.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import {
  approveAs,
  inReview,
  openTeam,
  releaseText,
  submit,
  type Team,
  translate,
} from '../support/release.ts'
import { openSession } from '../support/session.ts'
import { startMailServer } from '../support/smtp.ts'

const slug = 'guests'
const path = `/api/releases/${slug}/translations/km/comments`

let mail: Awaited<ReturnType<typeof startMailServer>>
let office: Office
let team: Team

beforeEach(async () => {
  mail = await startMailServer()
  onTestFinished(() => mail.close())
  office = await openOffice({ settings: { smtpUrl: `smtp://${mail.host}:${mail.port}`, gatherMinutes: 0 } })
  team = await openTeam(office)
  await office.work('translate', 'review')
  await submit(office, team.officer, { slug })
  await translate(office, team.translator, slug, 'km')
})

const segmentOf = async (start: string) => {
  const { segments } = await getTranslation(office.deps.db, slug, 'km', 'en')
  return segments.find(({ source }) => source.startsWith(start))!.id
}

const comment = async (person: Person, body = 'Which guests?', ...mentions: string[]) =>
  addComment(office.deps, person, slug, 'km', { segmentId: await segmentOf('The Minister'), body, mentions })

const threads = () => getThreads(office.deps.db, slug, 'km')

const onRecord = () =>
  office.deps.db
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'details'])
    .where('entity', '=', 'comment')
    .orderBy('seq')
    .execute()

it('a thread is opened, answered, resolved and opened again over HTTP', async () => {
  const [translator, officer] = await Promise.all(
    [team.translator, team.officer].map((person) => openSession(office, person)),
  )
  const segmentId = await segmentOf('The Minister')
  const opened = await translator!('POST', path, {
    segmentId,
    body: ' Which guests? ',
    mentions: [team.officer.id],
  })
  expect(opened.statusCode).toBe(201)
  const thread = `${path}/${opened.json().id}`
  const answered = await officer!('POST', `${thread}/replies`, { body: 'Those of **ASEAN**.' })
  expect(answered.statusCode).toBe(201)
  const name = ({ id, name }: Person) => ({ id, name })
  const listed = await officer!('GET', path)
  expect(listed.json()).toEqual({
    comments: [
      {
        id: opened.json().id,
        segmentId,
        body: 'Which guests?',
        author: name(team.translator),
        mentions: [name(team.officer)],
        createdAt: expect.stringMatching(/^\d{4}-/),
        resolvedAt: null,
        resolvedBy: null,
        replies: [
          {
            id: answered.json().id,
            body: 'Those of **ASEAN**.',
            author: name(team.officer),
            mentions: [],
            createdAt: expect.stringMatching(/^\d{4}-/),
          },
        ],
      },
    ],
  })
  for (const [action, by] of [
    ['resolution', name(team.officer)],
    ['reopening', null],
  ] as const) {
    expect((await officer!('POST', `${thread}/${action}`)).statusCode).toBe(204)
    const { comments } = (await officer!('GET', path)).json()
    expect(comments).toMatchObject([{ resolvedBy: by }])
  }
  expect((await onRecord()).map(({ action, actor_id }) => [action, actor_id])).toEqual([
    ['comment-added', team.translator.id],
    ['comment-added', team.officer.id],
    ['comment-resolved', team.officer.id],
    ['comment-reopened', team.officer.id],
  ])
})

it('what cannot be a comment is refused with the reason', async () => {
  const ask = await openSession(office, team.translator)
  const segmentId = await segmentOf('The Minister')
  const outsider = await office.person()
  const wrong: [string, object, number, string][] = [
    [path, { segmentId, body: ' \n ' }, 400, 'invalid-request'],
    [path, { segmentId, body: 'x'.repeat(5001) }, 400, 'invalid-request'],
    [path, { segmentId: outsider.id, body: 'x' }, 404, 'segment-unknown'],
    [path, { segmentId, body: 'x', mentions: [outsider.id] }, 422, 'mention-unknown'],
    [`${path}/${segmentId}/replies`, { body: 'x' }, 404, 'comment-unknown'],
    [`${path}/${segmentId}/resolution`, {}, 404, 'comment-unknown'],
  ]
  for (const [url, body, status, code] of wrong)
    expect((await ask('POST', url, body)).json(), url).toMatchObject({ status, code })
  expect(await threads()).toEqual([])
})

describe('an open comment', () => {
  it('blocks the approval of its language, by hand too, until it is resolved; an answer alone does not help', async () => {
    const { id } = await comment(team.translator)
    await expect(approveAs(office, team.reviewer, slug, 'km')).rejects.toMatchObject({
      code: 'comments-open',
    })
    await expect(
      sql`insert into approval (translation_id, content_sha256, approved_by)
          select id, content_sha256(id), ${team.reviewer.id} from translation where locale = 'km'`.execute(
        office.deps.db,
      ),
    ).rejects.toThrow('comments-open')
    await approveAs(office, team.reviewer, slug, 'en')

    await setResolved(office.deps, team.reviewer, slug, 'km', id, true)
    await setResolved(office.deps, team.reviewer, slug, 'km', id, false)
    await expect(approveAs(office, team.reviewer, slug, 'km')).rejects.toMatchObject({
      code: 'comments-open',
    })
    await setResolved(office.deps, team.reviewer, slug, 'km', id, true)
    await approveAs(office, team.reviewer, slug, 'km')
  })

  it('and an approval at the same moment: whichever is first, none is given over an open comment', async () => {
    for (let round = 0; round < 8; round++) {
      const { contentSha256, segments } = await inReview(office, slug, 'km')
      const both = [
        () => approve(office.deps, team.reviewer, slug, 'km', contentSha256),
        () => comment(team.translator),
      ]
      await Promise.allSettled((round % 2 ? both : both.reverse()).map((act) => act()))
      const { rows } = await sql`
        select c.id from comment c join approval a using (translation_id)
        where c.resolved_at is null and a.voided_at is null and c.created_at < a.approved_at`.execute(
        office.deps.db,
      )
      expect(rows).toEqual([])
      for (const { id } of await threads())
        await setResolved(office.deps, team.reviewer, slug, 'km', id, true)
      const { id: segmentId, version, target } = segments[0]!
      const text = target.endsWith('។') ? target.slice(0, -1) : `${target}។`
      await editTargets(office.deps, team.translator, slug, 'km', [{ segmentId, version, text }])
    }
  })

  it('never changes and never goes, whatever is written by hand', async () => {
    await comment(team.translator)
    const byHand = (statement: string) => sql.raw(statement).execute(office.deps.db)
    await expect(byHand(`update comment set body = 'other'`)).rejects.toThrow(/never changes/)
    await expect(byHand(`update comment set author_id = '${team.officer.id}'`)).rejects.toThrow(
      /never changes/,
    )
    await expect(byHand('delete from comment')).rejects.toThrow(/never changes/)
    await expect(byHand('truncate comment cascade')).rejects.toThrow(/not allowed/)
    await expect(
      byHand(`update comment set segment_id = (select id from segment order by position desc limit 1)`),
    ).rejects.toThrow(/never changes/)
  })

  it('goes along with its segment into a new revision, with its answers, and blocks there', async () => {
    const { id } = await comment(team.translator)
    const ask = await openSession(office, team.officer)
    await ask('POST', `${path}/${id}/replies`, { body: 'Those of ASEAN.' })
    const gone = await addComment(office.deps, team.translator, slug, 'km', {
      segmentId: await segmentOf('Both sides'),
      body: 'Again?',
      mentions: [],
    })
    const revised = releaseText('Guests').replace(
      '3 March 2024. Both sides agreed to meet again.',
      '4 March 2024.',
    )
    await reviseRelease(office.deps, team.officer.id, slug, { text: revised })
    expect(await threads()).toMatchObject([
      { id, segmentId: await segmentOf('The Minister'), replies: [{ body: 'Those of ASEAN.' }] },
    ])
    await expect(setResolved(office.deps, team.reviewer, slug, 'km', gone.id, true)).rejects.toMatchObject({
      code: 'comment-unknown',
    })
    const text = 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៤ ខែមីនា ឆ្នាំ២០២៤។'
    const { segments } = await inReview(office, slug, 'km')
    const edits = segments
      .filter(({ target }) => target === '')
      .map(({ id: segmentId, version }) => ({ segmentId, version, text }))
    await editTargets(office.deps, team.translator, slug, 'km', edits)
    await expect(approveAs(office, team.reviewer, slug, 'km')).rejects.toMatchObject({
      code: 'comments-open',
    })
    await setResolved(office.deps, team.reviewer, slug, 'km', id, true)
    await approveAs(office, team.reviewer, slug, 'km')
  })
})

it('whoever a comment names is told by mail, once and in their language; its author is not', async () => {
  await office.deps.db.updateTable('person').set({ locale: 'ja' }).where('id', '=', team.officer.id).execute()
  await comment(
    team.translator,
    'Please look:\n<b>here</b>',
    team.officer.id,
    team.officer.id,
    team.translator.id,
  )
  const mails = await until(async () => {
    const read = await Promise.all(mail.taken.map((message) => PostalMime.parse(message)))
    const named = read.filter(({ subject }) => subject?.includes('コメント'))
    const waiting = await office.deps.db
      .selectFrom('notification')
      .select('id')
      .where('status', 'in', ['pending', 'sending'])
      .execute()
    return waiting.length === 0 && named
  }, 'every notice is sent')
  expect(mails).toMatchObject([
    { to: [{ address: team.officer.email }], subject: expect.stringContaining('Guests') },
  ])
  expect(mails[0]!.text).toMatch(/> Please look:\r?\n> <b>here<\/b>/)
  expect(mails[0]!.text).toContain(`/releases/${slug}/km`)
  expect(mails[0]!.html).toContain('&lt;b&gt;here&lt;/b&gt;')
})
