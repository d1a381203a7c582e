import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { getDispatch } from '../../src/mailing/dispatch.ts'
import { freezeDispatch } from '../../src/mailing/freeze.job.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { dryRun, orderDispatch } from '../../src/mailing/order.ts'
import { newCode } from '../../src/publishing/code.ts'
import { openReview } from '../../src/review/open.job.ts'
import { draftTranslation } from '../../src/translation/draft.job.ts'
import { type OfficeOptions, openOffice } from './office.ts'
import { approveAs, openTeam, submit, translate } from './release.ts'
import { startMailServer } from './smtp.ts'

type Answer = Parameters<typeof startMailServer>[0]

/**
 * A release that is ready to be sent and a mail server that answers as told, without workers: a test runs each job
 * itself, when it wants. The files of an edition stand for rendered ones.
 */
export const openMailRoom = async (
  answer?: Answer,
  { pdfSize = 100, settings = {} }: { pdfSize?: number } & Pick<OfficeOptions, 'settings'> = {},
) => {
  const server = await startMailServer(answer)
  onTestFinished(() => server.close())
  const office = await openOffice({
    settings: { smtpUrl: `smtp://${server.host}:${server.port}`, ...settings },
  })
  const { deps } = office
  const { db } = deps
  const team = await openTeam(office)
  const slug = 'guests'
  const { revisionId } = await submit(office, team.officer, { slug })
  const translations = await db.selectFrom('translation').selectAll().execute()
  for (const { id } of translations) {
    await draftTranslation.run(deps, id)
    await openReview.run(deps, id)
  }
  for (const locale of locales) {
    if (locale !== 'en') await translate(office, team.translator, slug, locale)
    await approveAs(office, team.reviewer, slug, locale)
  }

  const files = [
    { name: 'email.html', media_type: 'text/html', content: Buffer.from('<p>Guests</p>') },
    { name: 'email.txt', media_type: 'text/plain', content: Buffer.from('Guests') },
    { name: 'document.pdf', media_type: 'application/pdf', content: Buffer.alloc(pdfSize, 'pdf') },
  ].map((file) => ({ ...file, sha256: createHash('sha256').update(file.content).digest() }))
  await db
    .insertInto('blob')
    .values(files.map(({ sha256, content }) => ({ sha256, content })))
    .execute()

  /** Puts files in the place of those that the render stage would make. */
  const render = async (name: string) => {
    const edition = await db
      .updateTable('edition')
      .set({ status: 'rendered', subject: `Guests in ${name}` })
      .where('revision_id', '=', revisionId)
      .where('name', '=', name)
      .returning(['id', 'approvals_sha256', 'locales'])
      .executeTakeFirstOrThrow()
    const pinned = { edition_id: edition.id, approvals_sha256: edition.approvals_sha256! }
    await db
      .insertInto('edition_code')
      .values({ ...pinned, code: newCode() })
      .execute()
    await db
      .insertInto('page')
      .values(
        edition.locales.map((locale) => ({
          ...pinned,
          locale,
          title: `Guests in ${locale}`,
          summary: 'Both sides agreed',
          office: 'Ministry',
          text: 'Both sides agreed',
          layout: [],
        })),
      )
      .execute()
    await db
      .insertInto('artifact')
      .values(
        files.map(({ content, ...file }) => ({
          ...file,
          ...pinned,
          size: content.length,
        })),
      )
      .execute()
  }

  const lists: string[] = []
  return {
    server,
    office,
    deps,
    db,
    team,
    slug,
    render,
    /** Subscribes people to a new list. */
    async list(edition: Locale[], ...people: string[]) {
      const list = `list-${lists.length}`
      lists.push(list)
      await createList(deps, team.publisher.id, { slug: list, name: list })
      const subscribers = people.map((name) => ({ email: `${name}@reader.example`, locale: 'en' as const }))
      await subscribe(deps, team.publisher.id, list, edition, subscribers)
    },
    /** Orders the release to be sent to some lists, or all, and freezes the audience. */
    async order(to = lists): Promise<string> {
      const { id } = await orderDispatch(deps, team.publisher.id, slug, { lists: to })
      await freezeDispatch.run(deps, id)
      return id
    },
    /** What that order would come to. */
    dryRun: () => dryRun(deps, slug, { lists }, 'en'),
    deliver: (id: string) => deliverDispatch.run(deps, id),
    look: (id: string) => getDispatch(deps, id),
    /** What became of each message, by the name of its recipient. */
    async deliveries(id: string) {
      const rows = await db
        .selectFrom('delivery')
        .select(['email', 'status'])
        .where('dispatch_id', '=', id)
        .execute()
      return Object.fromEntries(rows.map(({ email, status }) => [email.split('@')[0]!, status]))
    },
    /** Lets the time come at which deferred messages are due. */
    becomeDue: () =>
      db
        .updateTable('delivery')
        .set({ due_at: new Date(0) })
        .execute(),
    /** Who was sent the messages whose last line the server has seen. */
    recipients: () =>
      server.taken.map((message) => /^To: .*?([^\s<]+)@reader\.example/im.exec(message)?.[1]).sort(),
  }
}

/** Holds a mail server's last answers back until so many messages wait for them, and then until it is opened. */
export const createGate = (width: number) => {
  const full = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  let waiting = 0
  return {
    full: full.promise,
    open: open.resolve,
    pass: async () => {
      if (++waiting === width) full.resolve()
      await open.promise
    },
  }
}
