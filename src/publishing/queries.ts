import { sql } from 'kysely'
import { type Db, refusing } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { newCode } from './code.ts'

const ofRelease = (db: Db, slug: string) =>
  db
    .selectFrom('edition as e')
    .innerJoin('revision as r', 'r.id', 'e.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .where('release.slug', '=', slug)
    .where('r.number', '=', (eb) =>
      eb
        .selectFrom('revision as newest')
        .whereRef('newest.release_id', '=', 'release.id')
        .select(({ fn }) => fn.max('newest.number').as('number')),
    )

/** The editions of a release's newest revision, each with the files that stand. */
export const listArtifacts = async (db: Db, slug: string) => {
  const rows = await ofRelease(db, slug)
    .leftJoin('artifact as a', (join) =>
      join.onRef('a.edition_id', '=', 'e.id').onRef('a.approvals_sha256', '=', 'e.approvals_sha256'),
    )
    .select([
      'e.name as edition',
      'e.status',
      'e.subject',
      'e.approvals_sha256',
      'a.name',
      'a.size',
      'a.sha256',
      'a.media_type',
    ])
    .orderBy('e.id')
    .orderBy('a.name')
    .execute()
  return [...Map.groupBy(rows, (row) => row.edition).values()].map((files) => {
    const { edition, status, subject, approvals_sha256 } = files[0]!
    return {
      edition,
      status,
      subject,
      approvalsSha256: approvals_sha256?.toString('hex') ?? null,
      artifacts: files
        .filter((file) => file.name !== null)
        .map(({ name, size, sha256, media_type }) => ({
          name: name!,
          size: size!,
          sha256: sha256!.toString('hex'),
          mediaType: media_type!,
        })),
    }
  })
}

/** A file of an edition, if the approvals that it was rendered from stand. */
export const findArtifact = (db: Db, slug: string, edition: string, name: string) =>
  ofRelease(db, slug)
    .innerJoin('artifact as a', (join) =>
      join.onRef('a.edition_id', '=', 'e.id').onRef('a.approvals_sha256', '=', 'e.approvals_sha256'),
    )
    .innerJoin('blob as b', 'b.sha256', 'a.sha256')
    .where('e.name', '=', edition)
    .where('e.status', '=', 'rendered')
    .where('a.name', '=', name)
    .select(['a.media_type', 'a.sha256', 'b.content'])
    .executeTakeFirst()

/**
 * The code of an edition under its approvals, and the office's style that it is rendered in: the one that was in force
 * when it was approved. Fixed when first asked for; null where an approval has fallen meanwhile.
 */
export const codeOf = async (
  db: Db,
  { id, approvalsSha256 }: { id: string; approvalsSha256: Buffer },
): Promise<{ code: string; styleId: string | null } | null> => {
  try {
    await refusing(() =>
      db
        .insertInto('edition_code')
        .values({
          edition_id: id,
          approvals_sha256: approvalsSha256,
          code: newCode(),
          style_id: sql`(select style_in_force(status_since) from edition where id = ${id})`,
        })
        .onConflict((oc) => oc.columns(['edition_id', 'approvals_sha256']).doNothing())
        .execute(),
    )
  } catch (error) {
    if (error instanceof Refusal && error.code === 'edition-not-approved') return null
    throw error
  }
  return db
    .selectFrom('edition_code')
    .select(['code', 'style_id as styleId'])
    .where('edition_id', '=', id)
    .where('approvals_sha256', '=', approvalsSha256)
    .executeTakeFirstOrThrow()
}
