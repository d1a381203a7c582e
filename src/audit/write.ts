import type { Db } from '../db/client.ts'
import { csvLines } from '../translation/interchange/csv.ts'
import { type About, findAbout } from './about.ts'
import { type AuditEvent, type EventFilter, listEvents } from './queries.ts'

const PAGE = 1000

type Told = AuditEvent & { about: About }

/** Every event that a filter lets through, newest first, a page at a time. */
async function* pagesOf(db: Db, filter: EventFilter): AsyncGenerator<Told[]> {
  let before: number | undefined
  for (;;) {
    const events = await listEvents(db, filter, { limit: PAGE, before })
    const about = await findAbout(db, events)
    yield events.map((event, at) => ({ ...event, about: about[at]! }))
    if (events.length < PAGE) return
    before = events.at(-1)!.seq
  }
}

const columns: [name: string, cell: (event: Told) => string | number | null | undefined][] = [
  ['number', ({ seq }) => seq],
  ['at', ({ at }) => at.toISOString()],
  ['actor', ({ actor }) => actor],
  ['database role', ({ databaseRole }) => databaseRole],
  ['action', ({ action }) => action],
  ['release', ({ about }) => about.release?.slug],
  ['language', ({ about }) => about.locale],
  ['segment', ({ about }) => about.segment],
  ['entity', ({ entity }) => entity],
  ['entity id', ({ entityId }) => entityId],
  ['details', ({ details }) => JSON.stringify(details)],
  ['sha256', ({ sha256 }) => sha256],
]

/** The record as CSV, for a spreadsheet. */
export async function* writeCsv(db: Db, filter: EventFilter): AsyncGenerator<string> {
  // Without the mark, spreadsheets take Khmer for another encoding.
  yield `\ufeff${csvLines([columns.map(([name]) => name)])}`
  for await (const page of pagesOf(db, filter))
    yield csvLines(page.map((event) => columns.map(([, cell]) => String(cell(event) ?? ''))))
}

/** The record as JSON lines, with the hashes that bind each event to the one before it. */
export async function* writeJsonLines(db: Db, filter: EventFilter): AsyncGenerator<string> {
  for await (const page of pagesOf(db, filter))
    yield page.map((event) => `${JSON.stringify(event)}\n`).join('')
}
