import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReleaseDocument } from '../../src/releases/model.ts'
import { openOffice } from '../support/office.ts'
import { approveAs, openTeam, releaseText, submit } from '../support/release.ts'
import { openSession } from '../support/session.ts'

const word = readFileSync(new URL('./parse/fixtures/word-header.docx', import.meta.url)).toString('base64')
const file = { filename: 'roads.docx', base64: word }

const open = async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  const ask = await openSession(office, team.officer)
  const read = async (body: object, headers = {}) =>
    (await ask('POST', '/api/releases/preview', body, headers)).json()
  return { office, team, ask, read }
}

const segmentsOf = async ({ deps }: Awaited<ReturnType<typeof openOffice>>) =>
  deps.db
    .selectFrom('segment as s')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .select(['b.type', 's.text'])
    .orderBy('s.position')
    .execute()

describe('how a release would be understood', () => {
  it('is shown without keeping anything, its warnings in the language of whoever asks', async () => {
    const { office, team, read } = await open()
    await office.deps.db
      .updateTable('person')
      .set({ locale: 'km' })
      .where('id', '=', team.officer.id)
      .execute()
    const { document, warnings, suggestedSlug } = await read({ text: 'A line\n\nAnother line' })
    expect(document.title).toBe('A line')
    expect(suggestedSlug).toBe('a-line')
    expect(warnings.length).toBeGreaterThan(0)
    for (const { message } of warnings) expect(message).toMatch(/\p{Script=Khmer}/u)
    expect(await office.deps.db.selectFrom('release').select('id').execute()).toEqual([])
  })

  it('comes with a name that is free, and with the releases that were made of the same source', async () => {
    const { office, team, read } = await open()
    await submit(office, team.officer)
    const { suggestedSlug, earlier } = await read({ text: releaseText('Guests') })
    expect(suggestedSlug).toBe('2024-03-03-guests-2')
    expect(earlier).toMatchObject([{ slug: '2024-03-03-guests', number: 1 }])
    expect((await read({ text: releaseText('Other guests') })).earlier).toEqual([])
  })

  it('is refused as its submission would be', async () => {
    const { read } = await open()
    expect(await read({ text: ' ' })).toMatchObject({ code: 'release-empty' })
    expect(await read({ text: 'a', file })).toMatchObject({ code: 'invalid-request' })
    expect(await read({})).toMatchObject({ code: 'invalid-request' })
  })
})

describe('what a person mended', () => {
  it('is what is submitted, in one spelling, beside the file that it came from', async () => {
    const { office, ask, read } = await open()
    const { document } = (await read({ file })) as { document: ReleaseDocument }
    const mended: ReleaseDocument = {
      ...document,
      title: 'Roads\u00a0for \u202eschools\n\ttoo',
      blocks: [{ type: 'quote', text: 'Cafe\u0301.' }],
    }
    const answer = await ask('POST', '/api/releases', { file, document: mended, locales: ['km'] })
    expect(answer.json()).toMatchObject({ slug: '2024-09-11-roads-for-schools-too', warnings: [] })
    const segments = await segmentsOf(office)
    expect(segments).toContainEqual({ type: 'title', text: 'Roads for schools too' })
    expect(segments.filter(({ type }) => type === 'quote')).toEqual([{ type: 'quote', text: 'Café.' }])
    expect(segments.some(({ type }) => type === 'paragraph')).toBe(false)
    expect((await read({ file })).earlier).toMatchObject([{ slug: '2024-09-11-roads-for-schools-too' }])
  })

  it('is bounded: no title, a day that there is not, or no end of blocks is refused', async () => {
    const { ask, read } = await open()
    const { document } = (await read({ file })) as { document: ReleaseDocument }
    const wrong: object[] = [
      { title: ' \u200b' },
      { dateline: { place: 'Phnom Penh', date: '2024-02-31' } },
      { blocks: Array.from({ length: 5001 }, () => ({ type: 'note', text: 'a' })) },
      { blocks: [{ type: 'table', text: 'a' }] },
    ]
    for (const part of wrong) {
      const answer = await ask('POST', '/api/releases', {
        document: { ...document, ...part },
        locales: ['km'],
      })
      expect(answer.json(), JSON.stringify(part).slice(0, 60)).toMatchObject({ code: 'invalid-request' })
    }
  })
})

describe('a new revision', () => {
  it('is compared with the newest one before it is submitted: what changes, and what stays approved', async () => {
    const { office, team, ask } = await open()
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests' })
    await approveAs(office, team.reviewer, 'guests', 'en')
    const { number, document } = (await ask('GET', '/api/releases/guests/document')).json()
    expect(number).toBe(1)
    const compare = async (changed: ReleaseDocument) =>
      (await ask('POST', '/api/releases/guests/revisions/preview', { document: changed })).json()
    expect(await compare(document)).toMatchObject({ same: true })

    const changed = structuredClone(document) as ReleaseDocument
    changed.blocks[0]!.text = 'Both sides agreed to meet again soon. Tea was served.'
    const comparison = await compare(changed)
    expect(comparison).toMatchObject({
      same: false,
      changes: { unchanged: 5, changed: 1, new: 1, removed: 1 },
      approved: [{ locale: 'en', segments: 5 }],
    })
    expect(
      comparison.lines.filter((line: { before: string; after: string }) => line.before !== line.after),
    ).toEqual([
      { type: 'paragraph', before: 'The Minister welcomed the guests on 3 March 2024.', after: null },
      {
        type: 'paragraph',
        before: 'Both sides agreed to meet again.',
        after: 'Both sides agreed to meet again soon.',
      },
      { type: 'paragraph', before: null, after: 'Tea was served.' },
    ])

    const revise = (after: number) =>
      ask('POST', '/api/releases/guests/revisions', { document: changed, after })
    expect((await revise(1)).json()).toMatchObject({ number: 2, changes: comparison.changes })
    expect((await revise(1)).json(), 'compared with what is no longer the newest').toMatchObject({
      code: 'revision-superseded',
    })
  })
})

it('deadline and embargo move, and go on the record; what is not named stays', async () => {
  const { office, team, ask } = await open()
  await submit(office, team.officer, { slug: 'guests' })
  const dueAt = '2030-01-02T03:04:00.000Z'
  await ask('PATCH', '/api/releases/guests', { dueAt })
  await ask('PATCH', '/api/releases/guests', { embargoAt: '2030-01-03T09:00:00+07:00' })
  expect((await ask('GET', '/api/releases/guests')).json()).toMatchObject({
    dueAt,
    embargoAt: '2030-01-03T02:00:00.000Z',
    hasLeft: false,
    revision: 1,
    translations: [{ locale: 'en', segments: 7, open: 0 }, {}, {}],
  })
  await ask('PATCH', '/api/releases/guests', { embargoAt: null })
  const events = await office.deps.db
    .selectFrom('audit_event')
    .select(['action', 'actor_id'])
    .where('action', 'in', ['deadline-changed', 'embargo-changed'])
    .orderBy('seq')
    .execute()
  const by = team.officer.id
  expect(events).toEqual([
    { action: 'deadline-changed', actor_id: by },
    { action: 'embargo-changed', actor_id: by },
    { action: 'embargo-changed', actor_id: by },
  ])
})
