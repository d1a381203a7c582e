import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isPublicAddress } from '../../src/webhooks/address.ts'
import { deliverWebhook } from '../../src/webhooks/deliver.job.ts'
import { checkUrl, post } from '../../src/webhooks/post.ts'
import { addWebhook, listWebhookDeliveries, removeWebhook } from '../../src/webhooks/webhooks.ts'
import { openOffice, until } from '../support/office.ts'
import { approveAs, openTeam, submit } from '../support/release.ts'
import { openSession } from '../support/session.ts'

interface Heard {
  headers: Record<string, string>
  body: string
  path: string
}

/** A program elsewhere, that answers as told and remembers what it heard. */
const openReceiver = async (answer: (n: number) => { status: number; headers?: Record<string, string> }) => {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ headers: request.headers as Record<string, string>, body, path: request.url! })
    const { status, headers } = answer(heard.length)
    response.writeHead(status, headers).end('thanks')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/steps`,
    close: () => server.close(),
  }
}

const openTold = async (answer: Parameters<typeof openReceiver>[0] = () => ({ status: 204 })) => {
  const receiver = await openReceiver(answer)
  const office = await openOffice({ settings: { webhookHosts: ['127.0.0.1'] } })
  const administrator = await office.person({ role: 'administrator', locale: null })
  return { ...receiver, ...office, administrator, team: await openTeam(office) }
}

const asked = async ({ deps }: Awaited<ReturnType<typeof openOffice>>) =>
  await deps.db
    .selectFrom('outbox')
    .select([
      sql<string>`payload ->> 'id'`.as('id'),
      sql<number>`extract(epoch from run_at - now())::float8`.as('seconds'),
    ])
    .where('job', '=', 'deliver-webhook')
    .orderBy('run_at')
    .execute()

describe('a webhook', () => {
  it('is told each step of a release, signed so that the receiver can check it', async () => {
    const office = await openTold()
    const ask = await openSession(office, office.administrator)
    const made = (await ask('POST', '/api/webhooks', { url: office.url })).json()
    expect(made).toMatchObject({ url: office.url, secret: expect.stringMatching(/^whsec_/) })
    expect((await ask('GET', '/api/webhooks')).body, 'the secret is told once').not.toContain('whsec_')
    await office.work('translate', 'review')
    await submit(office, office.team.officer, { slug: 'guests' })
    await approveAs(office, office.team.reviewer, 'guests', 'en')
    const types = () => office.heard.map(({ body }) => JSON.parse(body).type)
    await until(
      async () =>
        types().includes('translation.approved') &&
        types().filter((one) => one === 'translation.in-review').length === 3,
    )
    expect(types()).toEqual(expect.arrayContaining(['release.submitted', 'translation.drafted']))
    const approved = office.heard
      .map(({ body }) => JSON.parse(body))
      .find(({ type }) => type === 'translation.approved')
    expect(approved).toMatchObject({
      timestamp: expect.stringMatching(/^\d{4}-/),
      data: { release: 'guests', revision: 1, locale: 'en', status: 'approved' },
    })
    // As the libraries of standardwebhooks.com check it.
    const key = Buffer.from(made.secret.slice('whsec_'.length), 'base64')
    for (const { headers, body } of office.heard) {
      const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
      )
      expect(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))).toBeLessThan(60)
    }
    const ids = office.heard.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size, 'each step once').toBe(ids.length)
    await until(async () => {
      const log = (await ask('GET', `/api/webhooks/${made.id}/deliveries`)).json()
      return (
        log.length === ids.length &&
        log.every(
          ({ status, response }: Record<string, string>) => status === 'delivered' && response === 'HTTP 204',
        )
      )
    }, 'the log says so')
  })

  it('that fails is told again under the same id, each time later, until it is given up', async () => {
    const office = await openTold(() => ({ status: 500 }))
    const { id } = await addWebhook(office.deps, office.administrator.id, {
      url: office.url,
      events: ['release.submitted'],
    })
    await submit(office, office.team.officer)
    const [first] = await asked(office)
    const pauses: number[] = []
    for (let attempt = 1; attempt <= 13; attempt++) {
      await office.deps.db.deleteFrom('outbox').where('job', '=', 'deliver-webhook').execute()
      await deliverWebhook.run(office.deps, first!.id)
      const [next] = await asked(office)
      if (next) pauses.push(Math.round(next.seconds))
    }
    expect(pauses).toEqual(Array.from({ length: 12 }, (_, n) => 15 * 2 ** n))
    expect(new Set(office.heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([first!.id]))
    expect(await listWebhookDeliveries(office.deps, id, 10)).toMatchObject([
      { status: 'failed', attempts: 13, response: 'HTTP 500' },
    ])
    await deliverWebhook.run(office.deps, first!.id)
    expect(office.heard).toHaveLength(13)
    const ask = await openSession(office, office.administrator)
    expect((await ask('POST', `/api/webhooks/${id}/deliveries/${first!.id}/retry`)).statusCode).toBe(204)
    await deliverWebhook.run(office.deps, first!.id)
    expect(office.heard).toHaveLength(14)
  })

  it('is not followed elsewhere, and told nothing more once it is removed', async () => {
    const inside = await openReceiver(() => ({ status: 204 }))
    const office = await openTold(() => ({ status: 307, headers: { location: inside.url } }))
    const { id } = await addWebhook(office.deps, office.administrator.id, {
      url: office.url,
      events: ['release.submitted'],
    })
    await submit(office, office.team.officer, { slug: 'guests' })
    const [first] = await asked(office)
    await deliverWebhook.run(office.deps, first!.id)
    expect(office.heard).toHaveLength(1)
    expect(inside.heard).toEqual([])
    await removeWebhook(office.deps, office.administrator.id, id)
    await deliverWebhook.run(office.deps, first!.id)
    await submit(office, office.team.officer, { slug: 'visitors' })
    expect(office.heard).toHaveLength(1)
    expect(await listWebhookDeliveries(office.deps, id, 10)).toMatchObject([{ status: 'cancelled' }])
  })

  it('that says nothing keeps no release waiting', async () => {
    const office = await openTold()
    await addWebhook(office.deps, office.administrator.id, {
      url: 'http://127.0.0.1:1/',
      events: ['release.submitted'],
    })
    await submit(office, office.team.officer)
    const [first] = await asked(office)
    await deliverWebhook.run(office.deps, first!.id)
    const rows = await office.deps.db.selectFrom('webhook_delivery').select(['status', 'response']).execute()
    expect(rows).toEqual([{ status: 'pending', response: expect.stringContaining('ECONNREFUSED') }])
  })
})

describe('where a webhook may lead', () => {
  it.each([
    'http://cms.example/',
    'ftp://cms.example/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://user:password@cms.example/',
    'nonsense',
  ])('not to %s', async (url) => {
    expect(() => checkUrl(url, [])).toThrow()
    const office = await openOffice()
    const ask = await openSession(office, await office.person({ role: 'administrator', locale: null }))
    expect((await ask('POST', '/api/webhooks', { url })).json()).toMatchObject({
      status: 422,
      code: 'webhook-address',
    })
  })

  it('not to a name that leads inside, however it resolves when it comes to it', async () => {
    const inside = await openReceiver(() => ({ status: 204 }))
    const { port } = new URL(inside.url)
    await expect(post(`https://localhost:${port}/`, '{}', {}, [])).rejects.toThrow(
      'localhost is not on the public internet',
    )
    expect(
      await post(`http://localhost:${port}/`.replace('localhost', '127.0.0.1'), '{}', {}, ['127.0.0.1']),
    ).toBe(204)
    expect(inside.heard).toHaveLength(1)
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111'])('to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it('to no address of a network inside, written as IPv4 or wrapped into IPv6', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
    )
    fc.assert(
      fc.property(inside, (bytes) => {
        const address = bytes.join('.')
        const hex = bytes.map((one) => one.toString(16).padStart(2, '0')).join('')
        const groups = `${hex.slice(0, 4)}:${hex.slice(4)}`
        const wrapped = [`::ffff:${address}`, `64:ff9b::${groups}`, `2002:${groups}::1`, `::${address}`]
        return [address, ...wrapped].every((one) => !isPublicAddress(one))
      }),
    )
    for (const one of ['::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '2001:db8::1', '', 'example.org'])
      expect(isPublicAddress(one), one).toBe(false)
  })
})
