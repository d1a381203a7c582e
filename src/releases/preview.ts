import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { releaseSlug } from '../language/slug.ts'
import { carryOver, countChanges } from './carry.ts'
import type { ReleaseDocument } from './model.ts'
import { contentOf, isSame, loadNewest, type PlacedLine } from './newest.ts'
import { readSubmitted, type Submitted } from './read.ts'

/** The first name like `slug` that no release has: itself, or with a number after it. */
const freeSlug = async (db: Db, slug: string): Promise<string> => {
  const wished = [slug, ...Array.from({ length: 30 }, (_, n) => `${slug}-${n + 2}`)]
  const rows = await db.selectFrom('release').select('slug').where('slug', 'in', wished).execute()
  const taken = new Set(rows.map((row) => row.slug))
  return wished.find((one) => !taken.has(one)) ?? slug
}

/** The releases that were made of the very same source, newest first. */
const listSameSource = (db: Db, source: string) =>
  db
    .selectFrom('revision as r')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['release.slug', 'r.title', 'r.number', 'r.created_at as createdAt'])
    .where('r.source_sha256', '=', sql<Buffer>`text_sha256(${source})`)
    .orderBy('r.id', 'desc')
    .limit(5)
    .execute()

/**
 * How a release would be understood; nothing is written. Warnings are told in the reader's language.
 * @throws Refusal what the parser refuses
 */
export const previewRelease = async (db: Db, submitted: Submitted, reader: Locale) => {
  const { document, warnings, source } = await readSubmitted(submitted)
  return {
    document,
    warnings: warnings.map(({ code, params }) => ({
      code,
      params,
      message: text(reader, `parse:${code}`, { ...params }),
    })),
    suggestedSlug: await freeSlug(db, releaseSlug(document.title, document.dateline?.date)),
    earlier: await listSameSource(db, source),
  }
}

/** How many of these segments' texts in each language stand approved. */
const countApproved = async (db: Db, revisionId: string, segmentIds: string[]) => {
  const { rows } = await sql<{ locale: string; segments: number }>`
    select t.locale, count(*) as segments
    from translation t join target g on g.translation_id = t.id
    where t.revision_id = ${revisionId} and g.segment_id = any(${segmentIds}::uuid[])
      and exists (select from approval a
                  where a.voided_at is null and (a.translation_id = t.id or a.id = g.approved_in))
    group by t.id order by t.id`.execute(db)
  return rows
}

/** Both revisions in reading order, each line beside what it was; what was removed stands where it stood. */
const sideBySide = (before: PlacedLine[], after: PlacedLine[], from: (number | null)[]) => {
  let next = 0
  const removedUpTo = (end: number) =>
    before
      .slice(next, end)
      .map(({ type, text }) => ({ type, before: text as string | null, after: null as string | null }))
  return [
    ...after.flatMap(({ type, text }, at) => {
      const was = from[at]!
      if (was === null) return [{ type, before: null, after: text }]
      const removed = removedUpTo(was)
      next = was + 1
      return [...removed, { type, before: before[was]!.text, after: text }]
    }),
    ...removedUpTo(before.length),
  ]
}

/**
 * What a new revision would change in the newest one, and in how many segments of each language the approval would be known of;
 * nothing is written.
 * @throws Refusal 'release-unknown'
 */
export const compareRevision = async (db: Db, slug: string, document: ReleaseDocument) => {
  const before = await loadNewest(db, slug)
  const after = contentOf(document)
  const from = carryOver(before.lines, after.lines)
  const repeated = from.flatMap((was, at) =>
    was !== null && before.lines[was]!.text === after.lines[at]!.text ? before.ids[was]! : [],
  )
  return {
    number: before.number,
    same: isSame(before, after),
    changes: countChanges(before.lines, after.lines, from),
    approved: await countApproved(db, before.id, repeated),
    lines: sideBySide(before.lines, after.lines, from),
  }
}
