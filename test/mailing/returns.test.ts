import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openListener } from '../../src/mailing/returns/listener.ts'
import { readMailbox } from '../../src/mailing/returns/mailbox.ts'
import { readReturnAddress, returnAddress } from '../../src/mailing/returns/return-address.ts'
import { takeReturn } from '../../src/mailing/returns/take.ts'
import { createSender } from '../../src/mailing/smtp.ts'
import { startImapServer } from '../support/imap.ts'
import { openMailRoom } from '../support/mail-room.ts'
import { openSession } from '../support/session.ts'

const bounces = {
  address: 'bounces@office.example',
  listen: undefined,
  mailbox: undefined,
  hard: 1,
  soft: 2,
  days: 30,
}
const settings = { bounces, mailFrom: { name: 'Press', address: 'press@office.example' } }

type Room = Awaited<ReturnType<typeof openMailRoom>>
type Answer = Parameters<typeof openMailRoom>[0]

/** A dispatch that went out to some, whose mail may come back. */
const sentTo = async (names: string[], answer?: Answer, more: Partial<typeof bounces> = {}) => {
  const room = await openMailRoom(answer, { settings: { ...settings, bounces: { ...bounces, ...more } } })
  await room.render('en+km')
  await room.list(['en', 'km'], ...names)
  const id = await room.order()
  await room.deliver(id)
  const rows = await room.db.selectFrom('delivery').select(['id', 'email']).execute()
  const of = (name: string) => rows.find(({ email }) => email.startsWith(`${name}@`))!.id
  return { ...room, id, of }
}

/** A mail of the fixtures, about a delivery. */
const shapeFor = async ({ deps }: Pick<Room, 'deps'>, name: string, deliveryId: string) => {
  const raw = await readFile(new URL(`fixtures/returns/${name}.eml`, import.meta.url), 'latin1')
  const filled = raw
    .replaceAll('{{return}}', returnAddress(deps.config, deliveryId))
    .replaceAll('{{id}}', deliveryId)
  return Buffer.from(filled, 'latin1')
}

const suppressed = async ({ db }: Pick<Room, 'db'>) =>
  (
    await db.selectFrom('suppression').select(['email', 'reason', 'expires_at']).orderBy('email').execute()
  ).map(({ email, reason, expires_at }) => [email.split('@')[0], reason, expires_at !== null])

it('a return address tells the delivery that it was made for, in any case, and no other is believed', async () => {
  const room = await openMailRoom(undefined, { settings })
  const { config } = room.deps
  const id = '01932c07-209a-7f00-8000-00000000002a'
  const address = returnAddress(config, id)
  expect(address).toMatch(/^bounces\+[0-9a-v]{42}@office\.example$/)
  expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64)
  expect(readReturnAddress(config, address.toUpperCase())).toBe(id)
  for (let at = 8; at < 50; at++) {
    const forged = address.slice(0, at) + (address[at] === '0' ? '1' : '0') + address.slice(at + 1)
    expect(readReturnAddress(config, forged)).toBeNull()
  }
  expect(readReturnAddress({ ...config, secret: 'x'.repeat(32) }, address)).toBeNull()
})

it('every message has a return address of its own', async () => {
  const envelopes: string[] = []
  const room = await sentTo(['a', 'b'], (moment, _, line) => {
    if (moment === 'MAIL') envelopes.push(/<(.*?)>/.exec(line)![1]!)
    return undefined
  })
  const known = envelopes.map((address) => readReturnAddress(room.deps.config, address))
  expect(known.sort()).toEqual([room.of('a'), room.of('b')].sort())
})

it('mail that comes back by SMTP is counted: an unknown address at once, a full mailbox the second time', async () => {
  const room = await sentTo(['gone', 'full', 'away', 'angry', 'well'])
  const listener = await openListener(room.deps, 'smtp://127.0.0.1:0')
  onTestFinished(() => listener.close())
  const sender = createSender({ host: '127.0.0.1', port: listener.port })
  onTestFinished(() => sender.close())
  const comeBack = async (name: string, who: string, to = returnAddress(room.deps.config, room.of(who))) =>
    (
      await sender.send({
        envelope: { from: '', to },
        raw: await shapeFor(room, name, room.of(who)),
      })
    ).state

  expect(await comeBack('postfix-user-unknown', 'gone')).toBe('sent')
  expect(await comeBack('docomo', 'full')).toBe('sent')
  expect(await comeBack('out-of-office-exchange', 'away')).toBe('sent')
  expect(await comeBack('arf-abuse', 'angry', bounces.address)).toBe('sent')
  expect(await comeBack('gmail-delay', 'well')).toBe('sent')
  expect(await comeBack('gmail-unauthenticated', 'well')).toBe('sent')
  expect(await room.deliveries(room.id)).toEqual({
    gone: 'bounced',
    full: 'bounced',
    away: 'sent',
    angry: 'sent',
    well: 'bounced',
  })
  expect(await suppressed(room)).toEqual([
    ['angry', 'complained', false],
    ['full', 'bounced', true],
    ['gone', 'bounced', true],
  ])
  expect(await comeBack('qmail', 'well', 'bounces+nonsense@office.example'), 'to a forged address').toBe(
    'bounced',
  )
  expect(await comeBack('qmail', 'well', 'press@office.example'), 'it is no open relay').toBe('bounced')
})

it('by LMTP too', async () => {
  const room = await sentTo(['gone'])
  const listener = await openListener(room.deps, 'lmtp://127.0.0.1:0')
  onTestFinished(() => listener.close())
  const raw = await shapeFor(room, 'exim-user-unknown', room.of('gone'))
  const said = await talk(listener.port, [
    'LHLO mx.office.example',
    'MAIL FROM:<>',
    `RCPT TO:<${returnAddress(room.deps.config, room.of('gone'))}>`,
    'DATA',
    `${raw.toString('latin1').replaceAll('\r\n.', '\r\n..')}\r\n.`,
    'QUIT',
  ])
  expect(said.at(-2)).toMatch(/^250/)
  expect(await suppressed(room)).toEqual([['gone', 'bounced', true]])
})

/** Says lines to a server, each when it has answered the one before. */
const talk = (port: number, lines: string[]) =>
  new Promise<string[]>((resolve, reject) => {
    const said: string[] = []
    const socket = createConnection(port, '127.0.0.1')
    let held = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      held += text
      const whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(held)
      if (!whole) return
      said.push(whole[0].trim())
      held = held.slice(whole[0].length)
      const next = lines.shift()
      if (next !== undefined) socket.write(`${next}\r\n`)
    })
    socket.on('close', () => resolve(said)).on('error', reject)
  })

it('a soft bounce counts once a message, and again for another message', async () => {
  const room = await sentTo(['full'])
  const take = async (shape: string, id: string) =>
    takeReturn(room.deps, 'listener', await shapeFor(room, shape, id))
  expect(await take('postfix-mailbox-full', room.of('full'))).toBe('failure')
  expect(await take('postfix-mailbox-full', room.of('full')), 'the same again').toBeNull()
  expect(await take('gmail-over-quota', room.of('full')), 'another report on the same message').toBe(
    'failure',
  )
  expect(await suppressed(room)).toEqual([])
  const before = await room.db.selectFrom('delivery').selectAll().executeTakeFirstOrThrow()
  await room.db.insertInto('bounce').values({ delivery_id: before.id, class: 'hard', said: '' }).execute()
  expect(await suppressed(room), 'of the other kind').toEqual([])
})

it('a refusal at once is a bounce too, and counts the same way', async () => {
  const room = await sentTo(['gone', 'policy', 'well'], (moment, _, line) => {
    if (moment === 'RCPT' && line.includes('gone@')) return '550 5.1.1 no such user'
    if (moment === 'RCPT' && line.includes('policy@')) return '550 5.7.1 blocked by our policy'
    return undefined
  })
  expect(await room.deliveries(room.id)).toEqual({ gone: 'bounced', policy: 'bounced', well: 'sent' })
  const bounces = await room.db
    .selectFrom('bounce as b')
    .innerJoin('delivery as y', 'y.id', 'b.delivery_id')
    .select(['y.email', 'b.class', 'b.status'])
    .orderBy('y.email')
    .execute()
  expect(bounces).toEqual([
    { email: 'gone@reader.example', class: 'hard', status: '5.1.1' },
    { email: 'policy@reader.example', class: 'refused', status: '5.7.1' },
  ])
  expect(await suppressed(room)).toEqual([['gone', 'bounced', true]])
  const ask = await openSession(room.office, room.team.publisher)
  expect((await ask('GET', '/api/suppressions')).json()).toMatchObject([
    { email: 'gone@reader.example', reason: 'bounced', said: '550 5.1.1 no such user' },
  ])
})

it('who is blocked for ever stays so, and a suppression that ran out is made anew', async () => {
  const room = await sentTo(['ever', 'again'])
  await room.db
    .insertInto('suppression')
    .values([
      { email: 'ever@reader.example', reason: 'complained' },
      { email: 'again@reader.example', reason: 'bounced', expires_at: new Date(0) },
    ])
    .execute()
  for (const who of ['ever', 'again'])
    await takeReturn(room.deps, 'listener', await shapeFor(room, 'qmail', room.of(who)))
  const rows = await room.db.selectFrom('suppression').selectAll().orderBy('email').execute()
  expect(rows).toMatchObject([
    { email: 'again@reader.example', reason: 'bounced', expires_at: expect.any(Date) },
    { email: 'ever@reader.example', reason: 'complained', expires_at: null },
  ])
  expect(rows[0]!.expires_at!.getTime()).toBeGreaterThan(Date.now())
})

it('what nobody recognises, or belongs to no message, is kept whole and shown', async () => {
  const room = await sentTo(['a'])
  const stranger = Buffer.from(await shapeFor(room, 'qmail', '01932c07-209a-7f00-8000-00000000002a'))
  const person = await shapeFor(room, 'a-person', room.of('a'))
  expect(await takeReturn(room.deps, 'mailbox', stranger)).toBe('unrecognised')
  expect(await takeReturn(room.deps, 'mailbox', person)).toBe('unrecognised')
  expect(await suppressed(room)).toEqual([])
  const ask = await openSession(room.office, room.team.publisher)
  const { unrecognised, counts } = (await ask('GET', '/api/returns')).json()
  expect(counts).toEqual([{ kind: 'unrecognised', count: 2 }])
  expect(unrecognised.map(({ subject }: { subject: string }) => subject)).toEqual([
    'Re: Guests',
    'failure notice',
  ])
  const [{ id }] = unrecognised
  expect((await ask('GET', `/api/returns/${id}`)).rawPayload).toEqual(person)
  await expect(room.db.deleteFrom('return_mail').execute()).rejects.toThrow('not allowed')
})

it('a mailbox is read from where it was left, and stays as it is', async () => {
  const room = await sentTo(['gone', 'late', 'angry'])
  const mailbox = await startImapServer()
  onTestFinished(() => mailbox.close())
  mailbox.put(await shapeFor(room, 'gmail-not-found', room.of('gone')))
  mailbox.put(await shapeFor(room, 'a-person', room.of('late')))
  expect(await readMailbox(room.deps, mailbox.url)).toBe(2)
  expect(await readMailbox(room.deps, mailbox.url), 'nothing new').toBe(0)
  mailbox.put(await shapeFor(room, 'arf-abuse', room.of('angry')))
  expect(await readMailbox(room.deps, mailbox.url)).toBe(1)
  mailbox.renumber()
  expect(await readMailbox(room.deps, mailbox.url), 'all of it again').toBe(3)
  expect(await suppressed(room)).toEqual([
    ['angry', 'complained', false],
    ['gone', 'bounced', true],
  ])
  const kept = await room.db.selectFrom('return_mail').select('kind').orderBy('kind').execute()
  expect(kept.map(({ kind }) => kind)).toEqual(['complaint', 'failure', 'unrecognised'])
  expect(mailbox.changes).toEqual([])
  await expect(readMailbox(room.deps, mailbox.url.replace(':secret@', ':wrong@'))).rejects.toThrow()
})
