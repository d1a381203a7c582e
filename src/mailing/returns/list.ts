import { sql } from 'kysely'
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../errors.ts'

export interface ReturnFilter {
  /** The id of the last one seen. */
  after?: string
  limit: number
}

/** What came back and nobody recognised, newest first. */
export const listUnrecognised = ({ db }: Deps, { after, limit }: ReturnFilter) =>
  db
    .selectFrom('return_mail')
    .select(['id', 'received_at as at', 'sender', 'subject', 'via'])
    .where('kind', '=', 'unrecognised')
    .$if(after !== undefined, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** How many mails came back as what, in the last 30 days. */
export const countReturns = async ({ db }: Deps) => {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) from return_mail where received_at > now() - interval '30 days'
    group by kind order by 2 desc, 1`.execute(db)
  return rows
}

/** A mail that nobody recognised, as it came. @throws Refusal 'not-found' */
export const rawReturn = async ({ db }: Deps, id: string): Promise<Buffer> => {
  const mail = await db.selectFrom('return_mail').select('raw').where('id', '=', id).executeTakeFirst()
  if (!mail?.raw) throw new Refusal('not-found')
  return mail.raw
}
