import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { type JobName, jobSteps, timers } from '../pipeline.ts'

const entityOf = new Map<JobName, string>([...jobSteps, ...timers].map(({ job, entity }) => [job, entity]))

/** The release that a job's row is about: by its name, a release is followed through the logs and traces of all processes. */
export const releaseOf = async ({ db }: Deps, job: JobName, id: string): Promise<string | undefined> => {
  const { rows } = await sql<{ slug: string | null }>`
    select release_of(${entityOf.get(job)}, ${id}::uuid) as slug`
    .execute(db)
    .catch(() => ({ rows: [] }))
  return rows[0]?.slug ?? undefined
}
