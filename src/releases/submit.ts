import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { parseRelease, type ReleaseInput } from './parse/parse.ts'
import { writeRevision } from './write.ts'

/** A text as it came: pasted, or a file. */
export interface Submitted {
  text?: string
  file?: { bytes: Uint8Array; filename: string }
}

export interface Submission extends Submitted {
  slug?: string
  /** The locales to publish in, beside English. */
  locales: Locale[]
  embargoAt?: Date
  dueAt?: Date
  unofficial?: boolean
}

/** What the parser takes of it. */
export const inputOf = ({ file, text = '' }: Submitted): ReleaseInput => file ?? { text }

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
  const parsed = await parseRelease(inputOf(submission))
  const { document } = parsed
  const locales = [...new Set([sourceLocale, ...submission.locales])]
  const slug = submission.slug ?? [document.dateline?.date, slugOf(document.title)].filter(Boolean).join('-')
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
      const revisionId = await writeRevision(trx, {
        releaseId: release.id,
        locales,
        number: 1,
        personId,
        parsed,
      })
      return { ...release, revisionId, warnings: parsed.warnings }
    })
  } catch (error) {
    if (violatedUnique(error) === 'release_slug_key')
      throw new Refusal('slug-taken', { slug }, { cause: error })
    throw error
  }
}
