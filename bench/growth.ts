import { sql } from 'kysely'
import { createApp } from '../src/http/app.ts'
import { openQueues } from '../src/jobs/queue.ts'
import { relayOnce } from '../src/jobs/relay.ts'
import { sweep } from '../src/jobs/sweep.ts'
import { listWaiting } from '../src/operations/waiting.ts'
import { signIn } from '../test/support/session.ts'
import { figure, median, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { submit } from './support/release.ts'

const sizes = [100, 20_000]
const turns = 5

/** Releases that were published long ago: three languages, approved, six editions, pages, a dispatch to five readers. */
const seed = async ({ deps: { db }, officer, publisher }: Office, from: number, to: number) => {
  const person = sql.lit(officer.id)
  const number = sql`generate_series(${from + 1}::int, ${to}::int) n`
  const id = (kind: string) => sql.raw(`md5('${kind} ' || n)::uuid`)
  const locales = sql`(values ('en'), ('km'), ('ja')) l(locale)`
  const translation = sql.raw(`md5('translation ' || locale || n)::uuid`)
  const edition = sql.raw(`md5('edition ' || e.name || n)::uuid`)
  const hash = sql.raw(`sha256(convert_to('approvals ' || n, 'UTF8'))`)
  const text = sql.raw(`'The Minister met delegation number ' || n || ' in Phnom Penh.'`)
  const long = sql.raw(`now() - make_interval(mins => n)`)
  await db.transaction().execute(async (trx) => {
    const run = (statement: ReturnType<typeof sql>) => statement.execute(trx)
    await run(sql`set local session_replication_role = replica`)
    await run(sql`insert into release (id, slug, status, status_since, locales, created_by, created_at)
      select ${id('release')}, 'seeded-' || n, 'published', ${long}, '{en,km,ja}', ${person}, ${long} from ${number}`)
    await run(sql`insert into revision (id, release_id, number, kind, title, source, created_by, created_at)
      select ${id('revision')}, ${id('release')}, 1, 'press-release', 'Delegation ' || n, ${text}, ${person}, ${long} from ${number}`)
    await run(sql`insert into block (id, revision_id, position, type)
      select ${id('block')}, ${id('revision')}, 0, 'paragraph' from ${number}`)
    await run(sql`insert into segment (id, revision_id, block_id, position, text)
      select ${id('segment')}, ${id('revision')}, ${id('block')}, 0, ${text} from ${number}`)
    await run(sql`insert into translation (id, revision_id, locale, status, status_since)
      select ${translation}, ${id('revision')}, locale, 'approved', ${long} from ${number}, ${locales}`)
    await run(sql`insert into target (translation_id, segment_id, text)
      select ${translation}, ${id('segment')}, ${text} from ${number}, ${locales}`)
    await run(sql`insert into review (translation_id, opened_at, closed_at, outcome, settled_at)
      select ${translation}, ${long}, ${long}, 'approved', ${long} from ${number}, ${locales}`)
    await run(sql`insert into approval (translation_id, content_sha256, approved_by)
      select ${translation}, ${hash}, ${person} from ${number}, ${locales}`)
    const editions = sql`(values ('en', '{en}'::text[]), ('km', '{km}'), ('ja', '{ja}'), ('en+km', '{en,km}'), ('en+ja', '{en,ja}'),
      ('en+km+ja', '{en,km,ja}')) e(name, locales)`
    await run(sql`insert into edition (id, revision_id, locales, name, status, status_since, approval_ids, approvals_sha256, subject)
      select ${edition}, ${id('revision')}, e.locales, e.name, 'rendered', ${long}, array[${id('approval')}], ${hash}, 'Delegation'
      from ${number}, ${editions}`)
    await run(sql`insert into page (edition_id, approvals_sha256, locale, title, summary, office, text, layout)
      select ${edition}, ${hash}, e.name, 'Delegation ' || n, ${text}, 'Ministry', ${text}, '{}' from ${number}, ${editions}
      where cardinality(e.locales) = 1`)
    await run(sql`insert into publication (edition_id, approvals_sha256, published_by, published_at)
      select ${edition}, ${hash}, ${publisher.id}, ${long} from ${number}, ${editions}`)
    await run(sql`insert into dispatch (id, release_id, revision_id, status, status_since, created_by, candidates, recipients, excluded)
      select ${id('dispatch')}, ${id('release')}, ${id('revision')}, 'completed', ${long}, ${publisher.id}, 5, 5, 0 from ${number}`)
    await run(sql`insert into delivery (dispatch_id, edition_id, subscriber_id, email, status, status_since)
      select ${id('dispatch')}, md5('edition en' || n)::uuid, md5('reader ' || r)::uuid, 'reader' || r || '@reader.example', 'sent', ${long}
      from ${number}, generate_series(1, 5) r`)
    await run(sql`insert into audit_event (seq, at, actor_id, database_role, action, entity, entity_id, details, previous_sha256, sha256)
      select (select coalesce(max(seq), 0) from audit_event) + row_number() over (), ${long}, ${person}, 'bench', 'release-submitted', 'release',
             (${id('release')})::text, '{}', '', ${hash} from ${number}, generate_series(1, 4)`)
    await run(sql`update audit_head set seq = (select max(seq) from audit_event)`)
  })
  await sql`vacuum analyze`.execute(db)
}

/** What an office does all day, each with how long it took in ms. */
const measure = async (office: Office, size: number) => {
  const { deps } = office
  const app = await createApp(deps)
  const queues = openQueues(deps)
  const headers = await signIn({ ...office, app } as never, office.publisher)
  const get = (url: string) => async () => {
    const answer = await app.inject({ url, headers })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
  }
  let n = size * 10
  const ways: Record<string, () => Promise<unknown>> = {
    'a release comes in': () => submit(office, n++),
    'the relay looks': () => relayOnce(deps, queues),
    'the sweep looks': () => sweep(deps),
    'metrics look for what waits': () => listWaiting(deps),
    'the list of releases': get('/api/releases'),
    'a release': get('/api/releases/seeded-50'),
    'a translation, with its texts': get('/api/releases/seeded-50/translations/km'),
    'the record, newest first': get('/api/audit'),
    'the public index': get('/news'),
    'a public page': get('/news/seeded-50/en'),
    'a search of the public': get('/news?q=Delegation%2050'),
    'a feed': get('/news/feed/en.atom'),
  }
  const took: Record<string, number> = {}
  for (const [what, act] of Object.entries(ways)) {
    await act()
    const all: number[] = []
    for (let turn = 0; turn < turns; turn++) all.push(await time(act))
    took[what] = median(all)
  }
  await queues.close()
  await app.close()
  return took
}

export const benchmark: Benchmark = {
  title: 'what a step costs as the database grows',
  async run() {
    const office = await openOffice({ recoverySeconds: 30 })
    try {
      await sql`insert into subscriber (id, email) select md5('reader ' || r)::uuid, 'reader' || r || '@reader.example' from generate_series(1, 5) r`.execute(
        office.deps.db,
      )
      const found: Record<string, number>[] = []
      for (const [at, size] of sizes.entries()) {
        await seed(office, sizes[at - 1] ?? 0, size)
        found.push(await measure(office, size))
      }
      const [small, large] = found as [Record<string, number>, Record<string, number>]
      return {
        rows: Object.keys(small).map((what) => ({
          step: what,
          [`${figure(sizes[0]!)} releases, ms`]: figure(small[what]!),
          [`${figure(sizes[1]!)} releases, ms`]: figure(large[what]!),
          times: figure(large[what]! / small[what]!),
        })),
        how:
          `Medians of ${turns} after one to warm up, with a Postgres of its own at its defaults. The releases are written by SQL: three ` +
          'languages, approved and published, six editions, a dispatch to five readers, four events on the record each.',
      }
    } finally {
      await office.close()
    }
  },
}
