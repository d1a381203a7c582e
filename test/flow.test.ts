import { readFile } from 'node:fs/promises'
import PostalMime from 'postal-mime'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyAudit } from '../src/audit/verify.ts'
import { getDispatch } from '../src/mailing/dispatch.ts'
import { createList, subscribe } from '../src/mailing/lists.ts'
import { orderDispatch } from '../src/mailing/order.ts'
import { startSink } from '../src/mailing/sink.ts'
import { stageNames } from '../src/pipeline.ts'
import { openOffice, queues, until } from './support/office.ts'
import { openTeam, publishable, submit } from './support/release.ts'

describe.each(queues())('with the queue on %s', (queue) => {
  it('a release goes from text to mail, each person gets one message in their languages', async () => {
    const sink = await startSink()
    onTestFinished(() => sink.close())
    const office = await openOffice({ queue, settings: { smtpUrl: `smtp://${sink.host}:${sink.port}` } })
    const { deps } = office
    await office.work(...stageNames)
    const team = await openTeam(office)
    await submit(office, team.officer, { slug: 'guests' })
    await publishable(office, team, 'guests')

    for (const [slug, locales, people] of [
      ['khmer', ['en', 'km'], ['both@reader.example', 'km@reader.example', 'gone@reader.example']],
      ['japanese', ['en', 'ja'], ['Both@Reader.example', 'ja@reader.example']],
    ] as const) {
      await createList(deps, team.publisher.id, { slug, name: slug })
      const subscribers = people.map((email) => ({ email, locale: 'en' as const }))
      await subscribe(deps, team.publisher.id, slug, [...locales], subscribers)
    }
    await deps.db
      .insertInto('suppression')
      .values({ email: 'gone@reader.example', reason: 'bounced' })
      .execute()

    const { id } = await orderDispatch(deps, team.publisher.id, 'guests', { lists: ['khmer', 'japanese'] })
    const dispatch = await until(async () => {
      const now = await getDispatch(deps, id)
      return now.status === 'completed' && now
    }, 'the dispatch is completed')
    expect(dispatch).toMatchObject({ candidates: 4, deliveries: { sent: 3, suppressed: 1 } })

    const readers = sink.messages.filter(({ to }) => to.endsWith('@reader.example'))
    expect(readers.map(({ to }) => to).sort()).toEqual([
      'both@reader.example',
      'ja@reader.example',
      'km@reader.example',
    ])
    const read = async (to: string) =>
      PostalMime.parse(await readFile(readers.find((message) => message.to === to)!.file))
    const both = await read('both@reader.example')
    expect(both.text).toContain('The Minister welcomed the guests on 3 March 2024.')
    expect(both.text).toContain('ថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤')
    expect(both.text).toContain('大臣は2024年3月3日に来賓を歓迎しました。')
    expect((await read('ja@reader.example')).text).not.toContain('រដ្ឋមន្ត្រី')
    expect(both.attachments).toMatchObject([{ filename: 'guests.en+km+ja.pdf', mimeType: 'application/pdf' }])

    const notices = sink.messages.filter(({ to }) => to === team.reviewer.email)
    expect(notices, 'one at once; the rest was approved before its time came').toHaveLength(1)
    expect(await verifyAudit(deps.db)).toMatchObject({ whole: true })
    expect((await deps.db.selectFrom('release').select('status').executeTakeFirstOrThrow()).status).toBe(
      'published',
    )
  })
})
