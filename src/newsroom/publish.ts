import { sql } from 'kysely'
import { asPerson } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

/**
 * Puts what is rendered of a release's newest revision on the public site, from its embargo on; what is there already
 * stays. A release whose embargo has passed is published with it.
 * @throws Refusal 'release-unknown', 'release-withdrawn', 'edition-not-ready'
 */
export const publishRelease = async (deps: Deps, personId: string, slug: string) =>
  asPerson(deps.db, personId, async (trx) => {
    const { rows: releases } = await sql<{
      id: string
      status: string
      embargoed: boolean
      revision: string
    }>`
      select l.id, l.status, coalesce(l.embargo_at > clock_timestamp(), false) as embargoed, r.id as revision
      from release l join revision r on r.release_id = l.id
      where l.slug = ${slug} order by r.number desc limit 1 for no key update of l`.execute(trx)
    const [release] = releases
    if (!release) throw new Refusal('release-unknown', { slug })
    if (release.status === 'withdrawn') throw new Refusal('release-withdrawn')
    await sql`
      insert into publication (edition_id, approvals_sha256, published_by)
      select id, approvals_sha256, ${personId} from edition
      where revision_id = ${release.revision} and status = 'rendered' order by id
      on conflict do nothing`.execute(trx)
    const { rows } = await sql<{ edition: string; at: Date }>`
      select e.name as edition, greatest(p.published_at, l.embargo_at) as at
      from publication p join edition e on e.id = p.edition_id and e.approvals_sha256 = p.approvals_sha256
      join release l on l.id = ${release.id}
      where e.revision_id = ${release.revision} order by e.id`.execute(trx)
    if (rows.length === 0) throw new Refusal('edition-not-ready', { slug })
    if (release.status === 'in-progress' && !release.embargoed) {
      await trx.updateTable('release').set({ status: 'published' }).where('id', '=', release.id).execute()
    }
    return rows
  })
