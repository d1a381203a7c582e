import { afterAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/accounts/api-keys.ts'
import { openQueues } from '../../src/jobs/queue.ts'
import { relayOnce } from '../../src/jobs/relay.ts'
import { openOffice, queues } from '../support/office.ts'
import { submit } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'
import { openSession } from '../support/session.ts'

afterAll(closeBrowser)

describe.each(queues())('with the queue on %s', (queue) => {
  it('administrators see what waits in which queue, and can move nothing', async () => {
    const office = await openRooms({ queue })
    await submit(office, await office.person({ role: 'press-officer', locale: null }), { slug: 'guests' })
    const handing = openQueues(office.deps)
    await relayOnce(office.deps, handing)
    await handing.close()

    const administrator = await office.person({ role: 'administrator', locale: null })
    const ask = await openSession(office, administrator)
    const seen = await ask('GET', '/queues/api/queues?activeQueue=translate&status=waiting&page=1')
    expect(seen.statusCode).toBe(200)
    const [translate] = seen.json().queues.filter(({ name }: { name: string }) => name.endsWith('translate'))
    expect(translate).toMatchObject({ readOnlyMode: true, counts: { waiting: 2 } })
    expect(translate.jobs[0]).toMatchObject({ name: 'draft-translation' })

    const job = translate.jobs[0].id
    for (const act of [
      `translate/${job}/clean`,
      'translate/empty',
      'translate/pause',
      `translate/${job}/retry`,
    ])
      expect((await ask('PUT', `/queues/api/queues/${act}`, {})).json(), act).toMatchObject({
        code: 'not-found',
      })

    expect((await ask('GET', '/queues')).headers['content-security-policy']).not.toContain('unsafe')
    const { page, faults } = await office.seatOf(administrator)
    await page.goto('/queues/queue/translate?status=waiting')
    await page.getByText('draft-translation').first().waitFor()
    await picture(page, `queues-${queue}`)
    expect(faults).toEqual([])
  })
})

it('a key does not open the queues, though its owner is an administrator', async () => {
  const office = await openOffice()
  const administrator = await office.person({ role: 'administrator', locale: null })
  const { key } = await createApiKey(office.deps, administrator.id, { name: 'A key', expiresAt: null })
  const answer = await office.app.inject({
    url: '/queues/api/queues',
    headers: { authorization: `Bearer ${key}` },
  })
  expect(answer.json()).toMatchObject({ code: 'not-allowed' })
})
