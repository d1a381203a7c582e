import { describe, expect, it, onTestFinished } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import { Refusal } from '../../src/errors.ts'
import { openQueues } from '../../src/jobs/queue.ts'
import { startStage } from '../../src/jobs/work.ts'
import { queues as backends, openOffice, type Queue, until } from '../support/office.ts'
import { knownJobs } from '../support/queue.ts'

/** A stage whose one job does what the test says, and remembers what it was given. */
const openStage = async (queue: Queue, act: (deps: Deps) => unknown) => {
  const { deps } = await openOffice({ queue })
  const queues = openQueues(deps)
  const ran: string[] = []
  const worker = await startStage(deps, 'render', [
    {
      name: 'render-edition',
      async run(_, id) {
        ran.push(id)
        await act(deps)
      },
    },
  ])
  onTestFinished(async () => {
    await worker.close()
    await queues.close()
  })
  const failures = () => deps.db.selectFrom('job_failure').select(['entity_id', 'failures']).execute()
  return { deps, ran, failures, ask: (id: string) => queues.add([{ job: 'render-edition', id }]) }
}

describe.each(backends())('with the queue on %s', (queue) => {
  it('a payload that is none is dropped, and not tried again', async () => {
    const known: string[] = []
    const { ran, failures, ask } = await openStage(queue, async (deps) =>
      known.push(...(await knownJobs(deps, 'render'))),
    )
    await ask('not an id')
    const id = crypto.randomUUID()
    // One at a time: when this one runs, the other has been looked at.
    await ask(id)
    await until(async () => known.length > 0, 'the next job runs')
    expect(known).toContain(`render-edition-${id}`)
    expect(known).not.toContain('render-edition-not an id')
    expect(ran).toEqual([id])
    expect(await failures()).toEqual([])
  })

  it('what breaks is tried three times, each failure counted', async () => {
    const { ran, failures, ask } = await openStage(queue, () => {
      throw new Error('broken')
    })
    const id = crypto.randomUUID()
    await ask(id)
    await until(async () => (await failures())[0]?.failures === 3, 'it has failed three times')
    expect(ran).toEqual([id, id, id])
  })

  it('what a rule refuses is not tried again, until it is asked for again; success clears its failures', async () => {
    let refuses = true
    const { deps, ran, failures, ask } = await openStage(queue, () => {
      if (refuses) throw new Refusal('edition-not-approved')
    })
    const id = crypto.randomUUID()
    await ask(id)
    await until(async () => (await failures()).length === 1, 'it was refused')
    const known = () => knownJobs(deps, 'render')
    await until(async () => !(await known()).includes(`render-edition-${id}`), 'the queue has dropped it')
    expect(ran).toEqual([id])
    refuses = false
    await until(async () => {
      await ask(id)
      return ran.length > 1
    }, 'it is taken again')
    await until(async () => (await failures()).length === 0, 'its failures are forgotten')
  })
})
