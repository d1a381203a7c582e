import { asPerson } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

/**
 * Moves a release's deadline or embargo, or takes it away (null). Dispatches that wait look at the clock again.
 * @throws Refusal 'release-unknown', 'embargo-fixed' once a message has left
 */
export const changeDates = (
  deps: Deps,
  personId: string,
  slug: string,
  { dueAt, embargoAt }: { dueAt?: Date | null; embargoAt?: Date | null },
) =>
  asPerson(deps.db, personId, async (trx) => {
    const release = await trx
      .updateTable('release')
      .set({
        ...(dueAt !== undefined && { due_at: dueAt }),
        ...(embargoAt !== undefined && { embargo_at: embargoAt }),
      })
      .where('slug', '=', slug)
      .returning(['due_at as dueAt', 'embargo_at as embargoAt'])
      .executeTakeFirst()
    if (!release) throw new Refusal('release-unknown', { slug })
    return release
  })
