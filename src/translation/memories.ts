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
