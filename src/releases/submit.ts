import { asPerson, type Trx, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { editionsOf } from '../publishing/model.ts'
import { toBlocks } from './blocks.ts'
import { parseRelease } from './parse/parse.ts'

export interface Submission {
  /** The release as it came: pasted text, or a file. */
  text?: string
  file?: { bytes: Uint8Array; filename: string }
  slug?: string
  /** The locales to publish in, beside English. */
  locales: Locale[]
  embargoAt?: Date
  dueAt?: Date
  unofficial?: boolean
}

/** A title as a URL: ASCII letters and digits, hyphens between words, 80 characters at most. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '') || 'release'

/**
 * Takes a release in: parses it and writes release, revision, blocks, segments, a translation per locale and the
 * editions to come, in one transaction. From there on the pipeline moves it.
 * @throws Refusal 'release-empty', 'slug-taken' and what the parser refuses
 */
export const submitRelease = async (deps: Deps, personId: string, submission: Submission) => {
  const parsed = await parseRelease(submission.file ? submission.file : { text: submission.text ?? '' })
  const { document } = parsed
  const locales = [sourceLocale, ...submission.locales.filter((locale) => locale !== sourceLocale)]
  const date = document.dateline?.date
  const slug = submission.slug ?? [date, slugOf(document.title)].filter(Boolean).join('-')
  try {
    return await asPerson(deps.db, personId, async (trx) => {
      const release = await trx
        .insertInto('release')
        .values({
          slug,
          status: 'in-progress',
          locales,
          embargo_at: submission.embargoAt ?? null,
          due_at: submission.dueAt ?? null,
          created_by: personId,
          unofficial: submission.unofficial ?? false,
        })
        .returning(['id', 'slug'])
        .executeTakeFirstOrThrow()
      const revision = await trx
        .insertInto('revision')
        .values({
          release_id: release.id,
          number: 1,
          kind: document.kind,
          reference: document.reference,
          title: document.title,
          dateline_place: document.dateline?.place ?? null,
          dateline_date: date ?? null,
          source: parsed.source,
          created_by: personId,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await insertBlocks(trx, revision.id, toBlocks(document))
      await openTranslations(trx, revision.id, locales, personId)
      await trx
        .insertInto('edition')
        .values(
          editionsOf(locales).map((edition) => ({
            revision_id: revision.id,
            locales: edition,
            name: edition.join('+'),
            status: 'waiting',
          })),
        )
        .execute()
      return { ...release, revisionId: revision.id, warnings: parsed.warnings }
    })
  } catch (error) {
    if (violatedUnique(error) === 'release_slug_key')
      throw new Refusal('slug-taken', { slug }, { cause: error })
    throw error
  }
}

const insertBlocks = async (trx: Trx, revisionId: string, blocks: ReturnType<typeof toBlocks>) => {
  const rows = await trx
    .insertInto('block')
    .values(
      blocks.map((block, position) => ({
        revision_id: revisionId,
        position,
        type: block.type,
        level: block.level ?? null,
        number: block.number ?? null,
        marker: block.marker ?? null,
      })),
    )
    .returning(['id', 'position'])
    .execute()
  const idAt = new Map(rows.map((row) => [row.position, row.id]))
  await trx
    .insertInto('segment')
    .values(
      blocks
        .flatMap((block, at) => block.segments.map((text) => ({ block_id: idAt.get(at)!, text })))
        .map((segment, position) => ({ ...segment, revision_id: revisionId, position })),
    )
    .execute()
}

/** One translation a locale, with an empty target for each segment; English is its own text, by who submitted it. */
const openTranslations = async (trx: Trx, revisionId: string, locales: Locale[], personId: string) => {
  const translations = await trx
    .insertInto('translation')
    .values(
      locales.map((locale) => ({
        revision_id: revisionId,
        locale,
        status: locale === sourceLocale ? 'drafted' : 'pending',
      })),
    )
    .returning(['id', 'locale'])
    .execute()
  for (const { id, locale } of translations) {
    const isSource = locale === sourceLocale
    await trx
      .insertInto('target')
      .columns(['translation_id', 'segment_id', 'text', 'edited_by', 'edited_at'])
      .expression((eb) =>
        eb
          .selectFrom('segment')
          .where('revision_id', '=', revisionId)
          .select(({ ref, val, cast, fn }) => [
            cast<string>(val(id), 'uuid').as('translation_id'),
            'id as segment_id',
            (isSource ? ref('text') : val('')).as('text'),
            cast<string>(val(isSource ? personId : null), 'uuid').as('edited_by'),
            (isSource ? fn('now') : cast<Date>(val(null), 'timestamptz')).as('edited_at'),
          ]),
      )
      .execute()
  }
}
