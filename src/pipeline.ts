/**
 * The flow, as one table: from each status, the job that moves it on, or the people who do.
 *
 * A release comes in over HTTP and is taken apart in one transaction: revision, blocks, segments, and a
 * translation per locale. From there on, whatever enters a status below has its job written to the outbox by the
 * database itself (migrations/0009-pipeline.sql holds the same rows; test/pipeline.test.ts compares them), in the
 * transaction of the change.
 */
export const pipeline = {
  translation: {
    pending: { job: 'draft-translation' }, // engines propose a target for each segment
    drafted: { job: 'open-review' }, // checks run, people are assigned and told
    'in-review': { people: ['translator', 'reviewer'] }, // edit; approve or return
    returned: { people: ['translator'] }, // mends and hands in again
    approved: {}, // its editions follow; a changed letter sends it back to drafted
    superseded: {}, // a newer revision has come: nothing of it changes any more
  },
  notification: {
    pending: { job: 'send-notification' },
    sending: {},
    sent: {},
    failed: {},
    uncertain: {}, // it may have arrived: never sent again by itself
    cancelled: {}, // the matter was settled first
  },
  letter: {
    pending: { job: 'send-letter' }, // an invitation, or a new password
    sent: {},
    failed: {},
    cancelled: {}, // its link ran out first
  },
  webhook_delivery: {
    pending: { job: 'deliver-webhook' }, // a program elsewhere is told of a step
    delivered: {},
    failed: { people: ['administrator'] }, // may have it told again
    cancelled: {},
  },
  edition: {
    waiting: { people: ['reviewer'] }, // an approval of one of its locales is missing
    pending: { job: 'render-edition' },
    rendered: { people: ['publisher'] }, // can be dispatched
  },
  dispatch: {
    pending: { job: 'freeze-dispatch' }, // the audience becomes one delivery each
    frozen: { job: 'deliver-dispatch' }, // waits for its time and the embargo
    sending: { job: 'deliver-dispatch' },
    paused: { people: ['publisher'] },
    completed: {},
    cancelled: {},
    failed: {},
  },
} as const satisfies Record<string, Record<string, Step>>

/**
 * Moments that a row waits for, each in a column: when one has come, the sweep asks for the job, which moves the
 * column on.
 */
export const timers = [
  { entity: 'review', column: 'remind_at', job: 'remind-people' }, // of what waits, is due or overdue
  { entity: 'release', column: 'public_at', job: 'publish-release' }, // its embargo has passed
  { entity: 'dispatch', column: 'cancel_at', job: 'cancel-deliveries' }, // more than one moment takes
] as const satisfies { entity: string; column: string; job: JobName }[]

interface Step {
  job?: JobName
  people?: readonly string[]
}

/** The jobs and the stage, that is the worker process, each runs in. */
export const stages = {
  translate: ['draft-translation'],
  review: [
    'open-review',
    'remind-people',
    'send-notification',
    'send-letter',
    'publish-release',
    'deliver-webhook',
  ],
  render: ['render-edition'],
  mail: ['freeze-dispatch', 'deliver-dispatch', 'cancel-deliveries'],
} as const

/** Jobs whose work leaves the house: while the database stands still (migrations/0021-operations.sql), they wait. */
export const departures: readonly JobName[] = [
  'send-notification',
  'send-letter',
  'deliver-dispatch',
  'deliver-webhook',
]

export type Stage = keyof typeof stages
export type JobName = (typeof stages)[Stage][number]
export type Entity = keyof typeof pipeline

export const stageNames = Object.keys(stages) as Stage[]

/** The stage that a job runs in. */
export const stageOf = (job: JobName): Stage =>
  stageNames.find((stage) => (stages[stage] as readonly string[]).includes(job))!

/** Every status that a job moves on, for the sweep. */
export const jobSteps: { entity: Entity; status: string; job: JobName }[] = Object.entries(pipeline).flatMap(
  ([entity, steps]) =>
    Object.entries(steps as Record<string, Step>).flatMap(([status, step]) =>
      step.job ? [{ entity: entity as Entity, status, job: step.job }] : [],
    ),
)
