import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createSender, type Sender, type SenderOptions } from '../../src/mailing/smtp.ts'
import { type Answer, drop, type Moment, silence, startMailServer } from '../support/smtp.ts'

type MailServer = Awaited<ReturnType<typeof startMailServer>>

const raw = Buffer.from('Subject: hello\r\n\r\n.a line that begins with a dot\r\nសួស្តី こんにちは\r\n')
const message = { envelope: { from: 'press@example.org', to: 'reader@example.net' }, raw }

const open: { server: MailServer; sender: Sender }[] = []

afterEach(async () => {
  for (const { server, sender } of open.splice(0)) {
    await sender.close()
    await server.close()
  }
})

async function set(
  answer?: (moment: Moment, connection: number, line: string) => Answer | undefined,
  options: Partial<SenderOptions> & { extensions?: string[] } = {},
) {
  const { extensions, ...rest } = options
  const server = await startMailServer(answer, { extensions })
  const sender = createSender({ host: server.host, port: server.port, ...rest })
  open.push({ server, sender })
  return { server, sender }
}

/** The server gives one unusual answer. */
const at = (moment: Moment, answer: Answer) => (asked: Moment) => (asked === moment ? answer : undefined)

describe.each([{ extensions: [] }, { extensions: ['PIPELINING'] }])(
  'with extensions $extensions',
  ({ extensions }) => {
    test('a message that the server takes is sent, letter for letter', async () => {
      const { server, sender } = await set(undefined, { extensions })
      expect(await sender.send(message)).toEqual({ state: 'sent', response: '250 taken' })
      expect(server.taken).toEqual([raw.toString()])
    })

    test('so is one in pieces, whatever their lines begin with', async () => {
      const { server, sender } = await set(undefined, { extensions })
      const shared = Buffer.from(`..\r\n.${'.x\r\n'.repeat(40_000)}.\r\n`)
      const pieces = [raw, shared, Buffer.from('.own\r\n'), shared, Buffer.from('.')]
      for (const _ of [1, 2]) await sender.send({ ...message, raw: pieces })
      const whole = `${Buffer.concat(pieces)}\r\n`
      expect(server.taken.map((taken) => taken === whole)).toEqual([true, true])
    })

    test.each<[Moment, Answer, object]>([
      [
        'RCPT',
        '550 5.1.1 no such user',
        { state: 'bounced', response: expect.stringContaining('550 5.1.1 no such user') },
      ],
      ['RCPT', '451 4.7.1 greylisted', { state: 'deferred', reason: 'refused-for-now' }],
      ['RCPT', '530 5.7.0 authentication required', { state: 'deferred', reason: 'no-session' }],
      [
        'MAIL',
        '550 5.7.1 sender refused',
        { state: 'failed', response: expect.stringContaining('sender refused') },
      ],
      ['MAIL', '452 4.3.1 disk full', { state: 'deferred', reason: 'refused-for-now' }],
      ['DATA', '554 5.5.1 no', { state: 'failed' }],
      ['DATA', '421 4.3.2 shutting down', { state: 'deferred', reason: 'refused-for-now' }],
      [
        'END',
        '554 5.7.1 looks like spam',
        { state: 'failed', response: expect.stringContaining('looks like spam') },
      ],
      ['END', '451 4.3.0 later', { state: 'deferred', reason: 'refused-for-now' }],
      ['END', '421 4.3.2 shutting down', { state: 'deferred', reason: 'refused-for-now' }],
      ['END', '354 what', { state: 'uncertain', reason: 'unclear' }],
      ['END', drop, { state: 'uncertain', reason: 'lost' }],
      ['CONNECT', '554 5.3.2 no service', { state: 'deferred', reason: 'no-session' }],
      ['CONNECT', '421 busy', { state: 'deferred', reason: 'no-session' }],
      ['CONNECT', drop, { state: 'deferred', reason: 'no-session' }],
      ['EHLO', drop, { state: 'deferred', reason: 'no-session' }],
      ['MAIL', drop, { state: 'deferred', reason: 'lost' }],
      ['RCPT', drop, { state: 'deferred', reason: 'lost' }],
      ['DATA', drop, { state: 'deferred', reason: 'lost' }],
    ])('%s answered by %s', async (moment, answer, outcome) => {
      const { server, sender } = await set(at(moment, answer), { extensions })
      expect(await sender.send(message)).toMatchObject(outcome)
      // Whatever the server did, it was offered the message once.
      expect(server.taken).toHaveLength(moment === 'END' ? 1 : 0)
      expect(server.log.filter((entry) => entry.endsWith(' MAIL')).length).toBeLessThanOrEqual(1)
    })

    test('a connection that ends in the middle of the bytes leaves nothing delivered', async () => {
      const { server, sender } = await set(at('BODY', drop), { extensions })
      const large = Buffer.from(`Subject: large\r\n\r\n${'ក'.repeat(70)}\r\n`.repeat(100_000))
      expect(await sender.send({ ...message, raw: large })).toMatchObject({
        state: 'deferred',
        reason: 'lost',
      })
      expect(server.taken).toEqual([])
    })

    test('a refusal in the middle of the bytes is believed, and the message never ended', async () => {
      const { server, sender } = await set(at('BODY', '552 5.3.4 too big'), { extensions })
      const large = Buffer.from(`Subject: large\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(300_000))
      expect(await sender.send({ ...message, raw: large })).toMatchObject({ state: 'failed' })
      expect(server.taken).toEqual([])
    })
  },
)

describe('silence is bounded', () => {
  const short = { connect: 150, envelope: 150, body: 150, reply: 150, idle: 1000 }
  test.each<[Moment, object]>([
    ['CONNECT', { state: 'deferred', reason: 'no-session' }],
    ['EHLO', { state: 'deferred', reason: 'no-session' }],
    ['MAIL', { state: 'deferred', reason: 'timeout' }],
    ['RCPT', { state: 'deferred', reason: 'timeout' }],
    ['DATA', { state: 'deferred', reason: 'timeout' }],
    ['END', { state: 'uncertain', reason: 'timeout' }],
  ])('at %s', async (moment, outcome) => {
    const { sender } = await set(at(moment, silence), { timeouts: short })
    expect(await sender.send(message)).toMatchObject(outcome)
  })

  test('even where the server keeps talking and never comes to the point', async () => {
    const talk = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-still busy\r\n'), 20)
      socket.on('close', () => clearInterval(timer)).on('error', () => {})
    })
    await new Promise<void>((resolve) => talk.listen(0, '127.0.0.1', resolve))
    const { port } = talk.address() as { port: number }
    const sender = createSender({ host: '127.0.0.1', port, timeouts: short })
    expect(await sender.send(message)).toMatchObject({ state: 'deferred', reason: 'no-session' })
    await sender.close()
    await new Promise((resolve) => talk.close(resolve))
  })
})

describe('where there is no server', () => {
  test('the message is deferred', async () => {
    const { server, sender } = await set()
    await server.close()
    const outcome = await sender.send(message)
    expect(outcome).toMatchObject({ state: 'deferred', reason: 'no-session' })
    expect(outcome.response).toContain('ECONNREFUSED')
  })

  test('of that name, too', async () => {
    const { sender } = await set(undefined, { host: 'mail.invalid' })
    expect(await sender.send(message)).toMatchObject({ state: 'deferred', reason: 'no-session' })
  })
})

describe('connections', () => {
  test('are used again, also after a bounce', async () => {
    const answer = (moment: Moment, _: number, line: string) =>
      moment === 'RCPT' && line.includes('gone') ? '550 5.1.1 gone' : undefined
    const { server, sender } = await set(answer)
    const gone = { ...message, envelope: { ...message.envelope, to: 'gone@example.net' } }
    const outcomes = []
    for (const one of [message, gone, message]) outcomes.push((await sender.send(one)).state)
    expect(outcomes).toEqual(['sent', 'bounced', 'sent'])
    expect(server.log.filter((entry) => entry.endsWith(' CONNECT'))).toEqual(['0 CONNECT'])
    expect(server.taken).toHaveLength(2)
  })

  test('that the server ended while unused are replaced without a word', async () => {
    const { server, sender } = await set()
    await sender.send(message)
    await server.hangUp(0)
    expect(await sender.send(message)).toMatchObject({ state: 'sent' })
    expect(server.taken).toHaveLength(2)
  })

  test('that die at the first word of the next message are replaced: the server had heard nothing of it', async () => {
    let mails = 0
    const answer = (moment: Moment) => (moment === 'MAIL' && ++mails === 2 ? drop : undefined)
    const { server, sender } = await set(answer)
    await sender.send(message)
    expect(await sender.send(message)).toMatchObject({ state: 'sent' })
    expect(server.taken).toHaveLength(2)
    expect(mails).toBe(3)
  })

  test('that die between MAIL FROM and DATA defer the message', async () => {
    let asked = 0
    const answer = (moment: Moment) => (moment === 'RCPT' && ++asked === 2 ? drop : undefined)
    const { server, sender } = await set(answer)
    await sender.send(message)
    expect(await sender.send(message)).toMatchObject({ state: 'deferred', reason: 'lost' })
    expect(server.taken).toHaveLength(1)
  })

  test('that die after the end of the next message leave it uncertain, and it is not sent again', async () => {
    let ends = 0
    const answer = (moment: Moment) => (moment === 'END' && ++ends === 2 ? drop : undefined)
    const { server, sender } = await set(answer)
    await sender.send(message)
    expect(await sender.send(message)).toMatchObject({ state: 'uncertain', reason: 'lost' })
    expect(server.taken).toHaveLength(2)
  })

  test('are no more than allowed at once', async () => {
    let now = 0
    let most = 0
    const answer = (moment: Moment) => {
      if (moment === 'MAIL') most = Math.max(most, ++now)
      if (moment === 'END') now--
      return undefined
    }
    const { server, sender } = await set(answer, { maxConnections: 3 })
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => sender.send(message)))
    expect(outcomes.every(({ state }) => state === 'sent')).toBe(true)
    expect(server.taken).toHaveLength(30)
    expect(most).toBe(3)
    expect(server.log.filter((entry) => entry.endsWith(' CONNECT'))).toHaveLength(3)
  })

  test('carry a hundred messages, then another takes over', async () => {
    const { server, sender } = await set()
    for (let count = 0; count < 101; count++) await sender.send(message)
    expect(server.log.filter((entry) => entry.endsWith(' CONNECT'))).toHaveLength(2)
    expect(server.taken).toHaveLength(101)
  })

  test('are left with a QUIT when the sender is closed; what waits is deferred, what is under way ends', async () => {
    const { server, sender } = await set(undefined, { maxConnections: 1 })
    const both = [sender.send(message), sender.send(message)]
    await sender.close()
    expect(await Promise.all(both)).toEqual([
      { state: 'sent', response: '250 taken' },
      { state: 'deferred', response: '', reason: 'closing' },
    ])
    expect(server.log.at(-1)).toBe('0 QUIT')
    expect(await sender.send(message)).toMatchObject({ state: 'deferred', reason: 'closing' })
  })
})

describe('what is said to the server', () => {
  test('no second recipient or command can be smuggled in by an address', async () => {
    const { server, sender } = await set()
    const bad = { from: message.envelope.from, to: 'a@example.net>\r\nRCPT TO:<b@example.net' }
    expect(await sender.send({ ...message, envelope: bad })).toMatchObject({ state: 'failed' })
    expect(server.log).not.toContain('0 RCPT')
  })

  test('nor a second message by a lone dot', async () => {
    const { server, sender } = await set()
    const smuggled = Buffer.from('Subject: one\n\nhello\n.\nMAIL FROM:<x@example.org>\r.\r\n')
    await sender.send({ ...message, raw: smuggled })
    expect(server.taken).toHaveLength(1)
    expect(server.log.filter((entry) => entry.endsWith(' MAIL'))).toHaveLength(1)
  })

  test('a domain in Khmer or Japanese goes out in ASCII', async () => {
    const lines: string[] = []
    const { sender } = await set((_moment, _connection, line) => void lines.push(line))
    await sender.send({ ...message, envelope: { ...message.envelope, to: 'reader@日本語.jp' } })
    expect(lines).toContain('RCPT TO:<reader@xn--wgv71a119e.jp>')
  })

  test('a message beyond what the server takes is not begun', async () => {
    const { server, sender } = await set(undefined, { extensions: ['SIZE 20'] })
    expect(await sender.send(message)).toMatchObject({ state: 'failed' })
    expect(server.log).not.toContain('0 MAIL')
  })

  test('a password goes to the server that asks for it, and a refused one defers the message', async () => {
    const auth = { user: 'press', pass: 'secret' }
    const right = await set(undefined, { extensions: ['AUTH PLAIN'], auth })
    expect(await right.sender.send(message)).toMatchObject({ state: 'sent' })
    expect(right.server.log).toContain('0 AUTH')
    const wrong = await set(at('AUTH', '535 5.7.8 wrong password'), { extensions: ['AUTH PLAIN'], auth })
    expect(await wrong.sender.send(message)).toMatchObject({ state: 'deferred', reason: 'no-session' })
  })

  test('a password never crosses a network in the clear', async () => {
    // On Linux 0.0.0.0 reaches the loopback too, and does not look like it.
    const options = { extensions: ['AUTH PLAIN'], auth: { user: 'press', pass: 'secret' }, host: '0.0.0.0' }
    const { server, sender } = await set(undefined, options)
    expect(await sender.send(message)).toMatchObject({ state: 'deferred', reason: 'no-session' })
    expect(server.log).not.toContain('0 AUTH')
  })
})
