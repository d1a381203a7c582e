import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'

/** Where a person is signed in now, the latest first. `current` is the session that asks, null for an API key. */
export const sessionsOf = async (db: Db, personId: string, current: string | null) => {
  const sessions = await db
    .selectFrom('session')
    .select(['id', 'user_agent as userAgent', 'ip_address as ipAddress', 'created_at as createdAt'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .execute()
  return sessions.map((session) => ({ ...session, current: session.id === current }))
}

/** Ends one session of a person. @throws Refusal 'session-unknown' */
export const endSession = async (db: Db, personId: string, id: string): Promise<void> => {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new Refusal('session-unknown')
}

/** Ends all sessions of a person but the one that asks. */
export const endSessionsBut = async (db: Db, personId: string, current: string | null): Promise<void> => {
  await db
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .$if(current !== null, (query) => query.where('id', '!=', current!))
    .execute()
}
