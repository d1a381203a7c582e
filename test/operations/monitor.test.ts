import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueues } from '../../src/jobs/queue.ts'
import { startMonitor } from '../../src/operations/monitor.ts'
import { queues as backends, openOffice, type Queue, until } from '../support/office.ts'
import { openTeam, submit } from '../support/release.ts'

/** An office that is watched. */
const openWatched = async (queue: Queue = 'postgres') => {
  const office = await openOffice({ queue })
  const queues = openQueues(office.deps)
  const monitor = await startMonitor(office.deps, queues, { host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await monitor.close()
    await queues.close()
  })
  const look = async (path: string) => {
    const answer = await fetch(monitor.url + path)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  /** The value of a line of the metrics. */
  const metric = async (name: string) => {
    const { text } = await look('/metrics')
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    return line === undefined ? undefined : Number(line.slice(name.length + 1))
  }
  return { ...office, look, metric }
}

describe.each(backends())('with the queue on %s', (queue) => {
  it('says what waits and for how long, what was done and how long it took', async () => {
    const office = await openWatched(queue)
    const team = await openTeam(office)
    await submit(office, team.officer, { slug: 'guests' })
    await sql`update translation set status_since = now() - interval '100 seconds' where status = 'pending'`.execute(
      office.deps.db,
    )
    expect(await office.metric('bayon_work_waiting{stage="translate",job="draft-translation"}')).toBe(2)
    const oldest = await office.metric('bayon_work_oldest_seconds{stage="translate",job="draft-translation"}')
    expect(oldest).toBeGreaterThan(99)
    expect(oldest).toBeLessThan(130)

    await office.work('translate', 'review')
    await until(
      async () =>
        (await office.metric('bayon_work_waiting{stage="translate",job="draft-translation"}')) === 0,
    )
    expect(await office.metric('bayon_job_seconds_count{job="draft-translation",outcome="done"}')).toBe(2)
    expect(await office.metric('bayon_queue_jobs{stage="translate",state="waiting"}')).toBe(0)
    await until(
      async () =>
        (await office.metric('bayon_people_oldest_seconds{locale="km",status="in-review"}')) !== undefined,
    )
    expect(await office.metric('bayon_deliveries_open{status="pending"}')).toBe(0)
    expect(await office.metric('bayon_standstill')).toBe(0)
    expect(await office.metric('bayon_database_connections{state="open"}')).toBeGreaterThan(0)
    await office.app.inject('/api/releases/guests')
    expect(
      await office.metric('bayon_http_seconds_count{method="GET",route="/api/releases/:slug",status="401"}'),
    ).toBe(1)
  })

  it('is ready while it can do its work, and healthy while it lives', async () => {
    const office = await openWatched(queue)
    const ready = { ready: true, database: true, schema: true, queue: true, stopping: false }
    expect(await office.look('/ready')).toMatchObject({ status: 200, text: JSON.stringify(ready) })
    expect((await office.app.inject('/ready')).json()).toEqual(ready)

    // A program that is newer than its database.
    await sql`delete from migration where name = (select max(name) from migration)`.execute(office.deps.db)
    const behind = await office.look('/ready')
    expect(behind.status).toBe(503)
    expect(JSON.parse(behind.text)).toMatchObject({ ready: false, schema: false, database: true })
    expect(behind.headers.get('retry-after')).toBe('5')
    expect((await office.app.inject('/ready')).statusCode).toBe(503)
    expect(await office.look('/health')).toMatchObject({ status: 200 })
    expect((await office.app.inject('/health')).statusCode).toBe(200)
  })
})

it('answers nothing else, and nothing of it stands on the public address', async () => {
  const office = await openWatched()
  expect((await office.look('/')).status).toBe(404)
  expect((await office.look('/api/me')).status).toBe(404)
  expect((await office.app.inject('/metrics')).statusCode).toBe(404)
})

it('whatever the dashboard and the alerts ask for, a process tells', async () => {
  const office = await openWatched()
  const { text } = await office.look('/metrics')
  const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const files = ['grafana/dashboards/bayon.json', 'prometheus/alerts.yml']
  const asked = files.flatMap((file) => [
    ...readFileSync(new URL(`../../ops/${file}`, import.meta.url), 'utf8').matchAll(
      /\b(bayon|process)_[a-z_]+/g,
    ),
  ])
  expect(asked.length).toBeGreaterThan(15)
  const names = asked.map(([name]) => name.replace(/_(bucket|count|sum)$/, ''))
  expect(names.filter((name) => !told.has(name))).toEqual([])
})
