import type { Deps } from '../deps.ts'
import type { JobName } from '../pipeline.ts'

/** A job: its name and what it does. */
export interface Job {
  name: JobName
  /**
   * Moves one row on. Running it twice, or two at once, changes nothing: it looks at the row's status first and
   * changes it only from there.
   */
  run(deps: Deps, id: string): Promise<void>
}

/** Names a job's definition, so that its type is checked where it is written. */
export const defineJob = (job: Job): Job => job
