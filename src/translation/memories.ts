import type { Person } from '../accounts/permissions.ts'
import { asPerson, type Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'

/** The imported memories by name, with the points that are taken off each of their matches, and how many units each has. */
export const listMemories = (db: Db) =>
  db
    .selectFrom('memory as m')
    .select((eb) => [
      'm.id',
      'm.name',
      'm.penalty',
      'm.created_at as createdAt',
      eb
        .selectFrom('memory_unit as u')
        .select(({ fn }) => fn.countAll<number>().as('units'))
        .whereRef('u.imported_from', '=', 'm.name')
        .as('units'),
    ])
    .orderBy('m.name')
    .execute()

/**
 * Forgets an imported memory with all of its units. What was drafted from them stays as it is.
 * @throws Refusal 'memory-unknown'
 */
export const forgetMemory = (db: Db, person: Person, id: string): Promise<void> =>
  asPerson(db, person.id, async (trx) => {
    const memory = await trx
      .selectFrom('memory')
      .select('name')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!memory) throw new Refusal('memory-unknown')
    await trx.deleteFrom('memory_unit').where('imported_from', '=', memory.name).execute()
    await trx.deleteFrom('memory').where('id', '=', id).execute()
  })

/**
 * Sets the points that are taken off each match of an imported memory, 0 to 30. From 1 on none of its matches fills a
 * segment by itself.
 * @throws Refusal 'memory-unknown'
 */
export const setPenalty = (db: Db, person: Person, id: string, penalty: number): Promise<void> =>
  asPerson(db, person.id, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('memory')
      .set({ penalty })
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('memory-unknown')
  })
