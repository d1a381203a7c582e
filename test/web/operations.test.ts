import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { beginStandstill } from '../../src/operations/standstill.ts'
import { look } from '../support/look.ts'
import { until } from '../support/office.ts'
import { submit } from '../support/release.ts'
import { closeBrowser, openRooms } from '../support/rooms.ts'

afterAll(closeBrowser)

/** A program that takes nothing until it is well again. */
const openReceiver = async () => {
  const state = { well: false, heard: [] as string[] }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    state.heard.push(JSON.parse(body).type)
    response.writeHead(state.well ? 204 : 410).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { ...state, state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/steps` }
}

const administrator = { role: 'administrator', locale: null } as const

it('an administrator adds a webhook, sees what became of each step, sends again, pauses, changes and removes it', async () => {
  const receiver = await openReceiver()
  const rooms = await openRooms({ settings: { webhookHosts: ['127.0.0.1'] } })
  await rooms.work('review')
  const officer = await rooms.person({ role: 'press-officer', locale: null })
  const { page, faults } = await rooms.seat({ name: 'SOK Dara' }, administrator)
  await page.goto('/operations')

  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill('http://10.0.0.1/inside')
  await dialog.getByRole('button', { name: 'Add a webhook' }).click()
  await dialog.getByRole('alert').getByText('WEBHOOK_HOSTS').waitFor()
  await dialog.getByLabel('Address').fill(receiver.url)
  for (const step of await dialog.getByRole('checkbox').all()) await step.uncheck()
  await dialog.getByText('Choose at least one step').waitFor()
  await dialog.getByLabel('A release came in').check()
  await look(page, 'operations-add')
  await dialog.getByRole('button', { name: 'Add a webhook' }).click()
  expect(await dialog.getByLabel('Secret').inputValue()).toMatch(/^whsec_/)
  await dialog.getByRole('button', { name: 'I have it' }).click()

  await submit(rooms, officer, { slug: 'guests' })
  const given = () =>
    rooms.deps.db.selectFrom('webhook_delivery').select('status').where('status', '=', 'failed').execute()
  await until(async () => (await given()).length === 1, 'the program refuses for good')
  await page.reload()
  await page.getByText('1 given up').waitFor()
  await page.getByRole('button', { name: `Deliveries: ${receiver.url}` }).click()
  await dialog.getByText('A release came in').waitFor()
  await dialog.getByText('HTTP 410').waitFor()
  await look(page, 'operations-deliveries')
  receiver.state.well = true
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await until(
    async () => (await given()).length === 0 && receiver.state.heard.length === 2,
    'it was told again',
  )
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await dialog.getByText('HTTP 204').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: `Pause: ${receiver.url}` }).click()
  await dialog.getByText('not told later').waitFor()
  await dialog.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('paused', { exact: true }).waitFor()
  await submit(rooms, officer, { slug: 'others' })
  await page.getByRole('button', { name: `Resume: ${receiver.url}` }).click()
  await dialog.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: `Pause: ${receiver.url}` }).waitFor()

  await page.getByRole('button', { name: `Edit: ${receiver.url}` }).click()
  await dialog.getByLabel('Address').fill(`${receiver.url}/new`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: `Remove: ${receiver.url}/new` }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('The webhook is removed').waitFor()
  await page.getByText(`${receiver.url}/new`).waitFor({ state: 'detached' })

  const deliveries = await rooms.deps.db
    .selectFrom('webhook_delivery')
    .select([sql<string>`body ->> 'release'`.as('release'), 'event', 'status'])
    .execute()
  expect(deliveries, 'nothing of what happened in the pause').toEqual([
    { release: 'guests', event: 'release.submitted', status: 'delivered' },
  ])
  const told = await rooms.deps.db
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', 'webhook')
    .orderBy('seq')
    .execute()
  expect(told.map(({ action }) => action)).toEqual([
    'webhook-made',
    'webhook-paused',
    'webhook-resumed',
    'webhook-changed',
    'webhook-removed',
  ])
  expect(faults).toEqual([])
})

it('a restored copy says on every screen that it sends nothing, until an administrator ends that', async () => {
  const rooms = await openRooms()
  const { db } = rooms.deps
  await db.transaction().execute(beginStandstill)
  await db
    .insertInto('letter')
    .values({
      id: randomUUID(),
      kind: 'invitation',
      email: 'new@office.example',
      locale: 'km',
      status: 'pending',
      expires_at: new Date(Date.now() + 86_400_000),
    })
    .execute()
  for (const locale of locales) {
    const { page, faults } = await rooms.seat({ locale, name: 'SOK Dara' }, administrator)
    for (const screen of ['/', '/account']) {
      await page.goto(screen)
      await page.locator('[role=status] button').first().waitFor()
    }
    await page.goto('/operations')
    await page.locator('[role=status] button').first().waitFor()
    await look(page, `operations-standstill-${locale}`)
    await page.locator('[role=status] button').first().click()
    await page.getByRole('dialog').waitFor()
    await look(page, `operations-standstill-end-${locale}`)
    expect(faults).toEqual([])
  }
  const other = await rooms.seat({ name: 'CHAN Thida' }, { role: 'translator', locale: 'km' })
  await other.page.goto('/')
  await other.page.getByText('Nothing is sent from this copy').waitFor()
  expect(await other.page.getByRole('button', { name: 'Let mail out again' }).count()).toBe(0)

  const { page, faults } = await rooms.seat({ name: 'SOK Dara' }, administrator)
  await page.goto('/')
  await page.getByRole('button', { name: 'Let mail out again' }).click()
  await page.getByRole('dialog').getByText('the original no longer runs').waitFor()
  await page.getByText('letters with invitations or new passwords: 1').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Let mail out again' }).click()
  await page.getByText('Nothing is sent from this copy').waitFor({ state: 'detached' })
  const { rows } = await sql<{ still: boolean }>`select stands_still() as still`.execute(db)
  expect(rows).toEqual([{ still: false }])
  expect(faults).toEqual([])
})
