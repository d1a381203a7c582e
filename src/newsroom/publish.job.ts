import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'

/** Calls a release published that was put on the site under an embargo, once that has passed. */
export const publishReleaseJob = defineJob({
  name: 'publish-release',
  async run({ db }, id) {
    await sql`update release set status = 'published'
              where id = ${id} and status = 'in-progress' and public_at is not null
                and coalesce(embargo_at, '-infinity') <= clock_timestamp()`.execute(db)
  },
})
