import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { asPerson, type Db } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { hashOf } from './links.ts'

/** How every key begins, so that it is known for one wherever it turns up. */
const MARK = 'bayon_'
const SHOWN = MARK.length + 6

const told = ['id', 'name', 'prefix', 'created_at as createdAt', 'expires_at as expiresAt'] as const

/** A person's keys that are not revoked, the newest first. */
export const apiKeysOf = (db: Db, personId: string) =>
  db
    .selectFrom('api_key')
    .select([...told, 'last_used_at as lastUsedAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()

/** Makes a key. @returns what is told of it later, and the key itself, which nobody can tell again */
export const createApiKey = async (
  { db }: Deps,
  personId: string,
  { name, expiresAt }: { name: string; expiresAt: Date | null },
) => {
  const key = MARK + randomBytes(32).toString('base64url')
  const made = await asPerson(db, personId, (trx) =>
    trx
      .insertInto('api_key')
      .values({
        person_id: personId,
        name,
        prefix: key.slice(0, SHOWN),
        key_sha256: hashOf(key),
        expires_at: expiresAt,
      })
      .returning([...told])
      .executeTakeFirstOrThrow(),
  )
  return { ...made, lastUsedAt: null, key }
}

/** Ends one of a person's keys. @throws Refusal 'api-key-unknown' */
export const revokeApiKey = async ({ db }: Deps, personId: string, id: string): Promise<void> => {
  const { numUpdatedRows } = await asPerson(db, personId, (trx) =>
    trx
      .updateTable('api_key')
      .set({ revoked_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  )
  if (numUpdatedRows === 0n) throw new Refusal('api-key-unknown')
}

/** The key in an `authorization` header, if there is one. */
export const apiKeyIn = (authorization = ''): string | null =>
  new RegExp(`^bearer (${MARK}\\S+)$`, 'i').exec(authorization)?.[1] ?? null

/** Whom a key belongs to, while it holds. Its last use is kept to the minute. */
export const ownerOf = async (db: Db, key: string): Promise<string | null> => {
  const found = await db
    .selectFrom('api_key')
    .select([
      'id',
      'person_id',
      sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`.as('stale'),
    ])
    .where('key_sha256', '=', hashOf(key))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirst()
  if (!found) return null
  if (found.stale)
    await db
      .updateTable('api_key')
      .set({ last_used_at: sql<Date>`now()` })
      .where('id', '=', found.id)
      .execute()
  return found.person_id
}
