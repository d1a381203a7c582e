import { expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { officer, openDesk, password } from '../support/desk.ts'

const other = 'other words to remember'
const openRoom = async () => {
  const desk = await openDesk()
  await desk.work('review')
  const visitor = desk.browser()
  return {
    ...desk,
    ask: (email: string) => visitor.ask('POST', '/api/auth/password-reset', { email }),
    confirm: (token: string, chosen = other) =>
      visitor.ask('POST', '/api/auth/password-reset/confirmation', { token, password: chosen }),
    tokenIn: async (to: string, count = 1) =>
      /reset-password\?token=(\S+)/.exec((await desk.mails(to, count)).at(-1)!.text!)![1]!,
  }
}

it('a link comes by mail in the person’s language, and sets a new password once', async () => {
  const room = await openRoom()
  const { email } = await room.somebody('ja', officer)
  expect((await room.ask(email.toUpperCase())).statusCode).toBe(204)
  const token = await room.tokenIn(email)
  const [mail] = await room.mails(email)
  expect(mail!.subject).toBe(text('ja', 'notices:password-reset.subject'))
  expect(mail!.text).toContain(`${room.deps.config.baseUrl}/reset-password?token=${token}`)
  expect((await room.confirm(token, 'short')).statusCode).toBe(400)
  expect((await room.confirm(token)).statusCode).toBe(204)
  expect((await room.browser().signIn(email, password)).statusCode).toBe(401)
  expect((await room.browser().signIn(email, other)).statusCode).toBe(204)
  expect((await room.confirm(token, 'and again others')).json().code).toBe('link-invalid')
})

it('ends every session, and the other links', async () => {
  const room = await openRoom()
  const { email, ask } = await room.somebody('en', officer)
  await room.ask(email)
  const first = await room.tokenIn(email)
  await room.ask(email)
  const second = await room.tokenIn(email, 2)
  expect(second).not.toBe(first)
  await room.confirm(second)
  expect((await ask('GET', '/api/me')).statusCode).toBe(401)
  expect((await room.confirm(first)).json().code).toBe('link-invalid')
})

it('never says who is here: the same answer, and a mail only to who is', async () => {
  const room = await openRoom()
  const { email } = await room.somebody('km', officer)
  const gone = await room.somebody('km', officer)
  await room.deps.db
    .updateTable('person')
    .set({ deactivated_at: new Date() })
    .where('id', '=', gone.id)
    .execute()
  const answers = []
  for (const address of ['nobody@office.example', 'no address', gone.email, email]) {
    const asked = performance.now()
    const { statusCode, body } = await room.ask(address)
    answers.push([statusCode, body])
    expect(performance.now() - asked).toBeGreaterThan(240)
  }
  expect(answers).toEqual(Array(4).fill([204, '']))
  await room.mails(email)
  expect(room.sent.map(({ to }) => to)).toEqual([email])
})

it('a mailbox gets three an hour, and an address that asks more than ten times a minute is refused', async () => {
  const room = await openRoom()
  const { email } = await room.somebody('km', officer)
  for (let n = 0; n < 10; n++) expect((await room.ask(email)).statusCode).toBe(204)
  expect((await room.ask(email)).json()).toMatchObject({ status: 429, code: 'too-many-requests' })
  const letters = await room.deps.db.selectFrom('letter').select('id').execute()
  expect(letters).toHaveLength(3)
})

it('runs out after an hour, is kept nowhere, and proves the address', async () => {
  const room = await openRoom()
  const { id, email } = await room.somebody('km', officer)
  const proven = async () =>
    (
      await room.deps.db
        .selectFrom('person')
        .select('email_verified')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).email_verified
  await room.ask(email)
  const token = await room.tokenIn(email)
  const rows = await room.deps.db.selectFrom('password_reset').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(rows[0]!.expires_at.getTime() - rows[0]!.created_at.getTime()).toBe(3_600_000)
  const expire = (at: Date) => room.deps.db.updateTable('password_reset').set({ expires_at: at }).execute()
  await expire(new Date(Date.now() - 1000))
  expect((await room.confirm(token)).json().code).toBe('link-invalid')
  expect(await proven()).toBe(false)
  await expire(rows[0]!.expires_at)
  expect((await room.confirm(token)).statusCode).toBe(204)
  expect(await proven()).toBe(true)
})

it('goes out when the mail server is back', async () => {
  const { startMailServer } = await import('../support/smtp.ts')
  let refusals = 2
  const server = await startMailServer((moment) =>
    moment === 'RCPT' && refusals-- > 0 ? '451 4.3.0 later' : undefined,
  )
  const desk = await openDesk({ smtpUrl: `smtp://${server.host}:${server.port}`, recoverySeconds: 0.5 })
  const { email } = await desk.somebody('km', officer)
  await desk.browser().ask('POST', '/api/auth/password-reset', { email })
  await desk.work('review')
  const { until } = await import('../support/office.ts')
  await until(async () => {
    const [letter] = await desk.deps.db.selectFrom('letter').select('status').execute()
    return letter!.status === 'sent'
  }, 'the letter is sent')
  expect(server.taken).toHaveLength(1)
  await server.close()
})
