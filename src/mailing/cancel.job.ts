import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'

/** Deliveries of one transaction: some seconds. */
const PORTION = 10_000

/** Calls what still waits of a large cancelled dispatch cancelled; nothing of it could leave since. */
export const cancelDeliveries = defineJob({
  name: 'cancel-deliveries',
  async run({ db, stopping }, id) {
    while (!stopping.aborted) {
      const { rows } = await sql<{ done: number }>`
        select cancel_deliveries(id, ${PORTION}) as done from dispatch where id = ${id} and status = 'cancelled'`.execute(
        db,
      )
      if (rows[0]?.done === PORTION) continue
      await db.updateTable('dispatch').set({ cancel_at: null }).where('id', '=', id).execute()
      return
    }
  },
})
