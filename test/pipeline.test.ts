import { expect, it } from 'vitest'
import { jobSteps, pipeline, stageNames, stageOf } from '../src/pipeline.ts'
import { loadJobs } from '../src/registry.ts'
import { openOffice } from './support/office.ts'

it('the table that people read is the one that the database enforces', async () => {
  const { deps } = await openOffice()
  const jobs = await deps.db.selectFrom('status_job').selectAll().execute()
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
  expect(sorted(jobs)).toEqual(sorted(jobSteps))
  const edges = await deps.db.selectFrom('status_edge').selectAll().execute()
  for (const [entity, steps] of Object.entries(pipeline)) {
    const known = edges.filter((edge) => edge.entity === entity).map((edge) => edge.to_status)
    expect([...new Set(known)].sort()).toEqual(Object.keys(steps).sort())
  }
})

it('every job runs in its stage', async () => {
  for (const stage of stageNames) {
    for (const job of await loadJobs[stage]()) expect(stageOf(job.name)).toBe(stage)
  }
})
