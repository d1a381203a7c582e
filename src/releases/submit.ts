import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { releaseSlug } from '../language/slug.ts'
import { proposeLists } from '../mailing/lists.ts'
import { namePeople, type People } from '../review/people.ts'
import { readSubmitted, type Submitted } from './read.ts'
import { writeRevision } from './write.ts'

export interface Submission extends Submitted {
  slug?: string
  /** The locales to publish in, beside English. */
  locales: Locale[]
  embargoAt?: Date
  dueAt?: Date
  unofficial?: boolean
  /** Who is to do a language; where nobody is named, the worker chooses. */
  people?: Partial<Record<Locale, People>>
  /** The mailing lists that it is meant for, by their slugs; the publisher decides. */
  lists?: string[]
}

/**
 * Takes a release in: parses it and writes release, revision, blocks, segments, a translation per locale and the
 * editions to come, in one transaction. From there on the pipeline moves it.
 * @throws Refusal 'release-empty', 'slug-taken', 'list-unknown', 'person-unfit', 'person-edited' and what the parser refuses
 */
export const submitRelease = async (deps: Deps, personId: string, submission: Submission) => {
  const parsed = await readSubmitted(submission)
  const { document } = parsed
  const locales = [...new Set([sourceLocale, ...submission.locales])]
  const slug = submission.slug ?? releaseSlug(document.title, document.dateline?.date)
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
      for (const locale of locales) {
        const people = submission.people?.[locale]
        if (people) await namePeople(trx, release.id, locale, people)
      }
      await proposeLists(trx, release.id, submission.lists ?? [])
      return { ...release, revisionId, warnings: parsed.warnings }
    })
  } catch (error) {
    if (violatedUnique(error) === 'release_slug_key')
      throw new Refusal('slug-taken', { slug }, { cause: error })
    throw error
  }
}
