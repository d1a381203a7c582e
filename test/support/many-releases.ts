import { sql } from 'kysely'
import type { Db } from '../../src/db/client.ts'

/**
 * Releases that were published long ago, a minute apart, written past the rules: three languages, approved, six editions, pages of
 * their own language, a dispatch to five readers. `seeded-1` is the newest.
 */
export const writeReleases = async (
  db: Db,
  { officer, publisher }: { officer: { id: string }; publisher: { id: string } },
  from: number,
  to: number,
) => {
  const person = sql.lit(officer.id)
  const number = sql`generate_series(${from + 1}::int, ${to}::int) n`
  const id = (kind: string) => sql.raw(`md5('${kind} ' || n)::uuid`)
  const locales = sql`(values ('en'), ('km'), ('ja')) l(locale)`
  const translation = sql.raw(`md5('translation ' || locale || n)::uuid`)
  const edition = sql.raw(`md5('edition ' || e.name || n)::uuid`)
  const hash = sql.raw(`sha256(convert_to('approvals ' || n, 'UTF8'))`)
  const text = sql.raw(`'The Minister met delegation number ' || n || ' in Phnom Penh.'`)
  const title = sql.raw(
    `case locale when 'km' then 'គណៈប្រតិភូ ' when 'ja' then '大臣と代表団' else 'Delegation ' end || n`,
  )
  const long = sql.raw(`now() - make_interval(mins => n)`)
  await db.transaction().execute(async (trx) => {
    const run = (statement: ReturnType<typeof sql>) => statement.execute(trx)
    await run(sql`set local session_replication_role = replica`)
    await run(sql`insert into subscriber (id, email)
      select md5('reader ' || r)::uuid, 'reader' || r || '@reader.example' from generate_series(1, 5) r on conflict do nothing`)
    await run(sql`insert into release (id, slug, status, status_since, locales, created_by, created_at)
      select ${id('release')}, 'seeded-' || n, 'published', ${long}, '{en,km,ja}', ${person}, ${long} from ${number}`)
    await run(sql`insert into revision (id, release_id, number, kind, title, source, created_by, created_at)
      select ${id('revision')}, ${id('release')}, 1, 'press-release', 'Delegation ' || n, ${text}, ${person}, ${long} from ${number}`)
    await run(sql`insert into block (id, revision_id, position, type)
      select ${id('heading')}, ${id('revision')}, 0, 'title' from ${number} union all
      select ${id('block')}, ${id('revision')}, 1, 'paragraph' from ${number}`)
    await run(sql`insert into segment (id, revision_id, block_id, position, text)
      select ${id('title')}, ${id('revision')}, ${id('heading')}, 0, 'Delegation ' || n from ${number} union all
      select ${id('segment')}, ${id('revision')}, ${id('block')}, 1, ${text} from ${number}`)
    await run(sql`insert into translation (id, revision_id, locale, status, status_since)
      select ${translation}, ${id('revision')}, locale, 'approved', ${long} from ${number}, ${locales}`)
    await run(sql`insert into target (translation_id, segment_id, text)
      select ${translation}, ${id('title')}, ${title} from ${number}, ${locales} union all
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
    await run(sql`insert into page (edition_id, approvals_sha256, locale, title, summary, office, text, layout, alone)
      select ${edition}, ${hash}, locale, ${title}, ${text}, 'Ministry', ${text}, '{}', true
      from ${number}, ${editions} join ${locales} on locale = e.name`)
    await run(sql`insert into publication (edition_id, approvals_sha256, published_by, published_at)
      select ${edition}, ${hash}, ${publisher.id}, ${long} from ${number}, ${editions}`)
    // The plans of functions are made before the rows are, for few of them.
    await run(sql`analyze`)
    await run(sql`set local enable_seqscan = off`)
    await run(sql`select list_publications(array(
      select p.id from publication p join edition e on e.id = p.edition_id join revision r on r.id = e.revision_id
      where r.id in (select ${id('revision')} from ${number})))`)
    await run(sql`select note_words(${id('release')}) from ${number}`)
    await run(sql`insert into edition_code (code, edition_id, approvals_sha256)
      select upper(translate(substr(md5(e.name || n), 1, 10), 'ilou', '0123')), ${edition}, ${hash} from ${number}, ${editions}
      on conflict do nothing`)
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
