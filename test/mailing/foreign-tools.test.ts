/** What programs that we did not write make of our mail: the server in between, the filter, and another reader. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { prepareMessage } from '../../src/mailing/prepare.ts'
import { openListener } from '../../src/mailing/returns/listener.ts'
import { personalise } from '../../src/mailing/unsubscribe.ts'
import { piecesOf } from '../../src/mailing/wire.ts'
import { renderEdition } from '../../src/publishing/render.ts'
import { freePort } from '../support/books.ts'
import { openMailRoom } from '../support/mail-room.ts'
import { until } from '../support/office.ts'
import { hasPostfix, startPostfix } from '../support/postfix.ts'
import { sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

it.skipIf(!hasPostfix)(
  'a real Postfix relays a dispatch to the last message, and the bounce that it makes is read as one',
  { timeout: 120_000 },
  async () => {
    const port = await freePort()
    const settings = {
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: 'Press', address: 'press@office.example' },
      bounces: {
        address: 'bounces@office.example',
        listen: undefined,
        mailbox: undefined,
        hard: 1,
        soft: 5,
        days: 30,
      },
    }
    const room = await openMailRoom(
      (moment, _connection, line) =>
        moment === 'RCPT' && line.includes('<nobody@') ? '550 5.1.1 no such user' : undefined,
      { settings, pdfSize: 200_000 },
    )
    const listener = await openListener(room.deps, 'lmtp://127.0.0.1:0')
    onTestFinished(() => listener.close())
    const postfix = await startPostfix(port, {
      'reader.example': `smtp:[127.0.0.1]:${room.server.port}`,
      'office.example': `lmtp:inet:127.0.0.1:${listener.port}`,
    })
    const names = Array.from({ length: 30 }, (_, n) => `reader${n}`)
    await room.render('en+km')
    await room.list(['en', 'km'], ...names, 'nobody')
    const id = await room.order()
    await room.deliver(id)
    const bounced = async () => (await room.look(id)).deliveries.bounced === 1
    await until(async () => (await bounced()) && postfix.queued() === 0, 'its queue is empty')

    expect((await room.look(id)).deliveries).toEqual({ sent: 30, bounced: 1 })
    expect(room.recipients()).toEqual(names.sort())
    const suppressed = await room.db.selectFrom('suppression').select(['email', 'reason']).execute()
    expect(suppressed).toEqual([{ email: 'nobody@reader.example', reason: 'bounced' }])
  },
)

const link = 'https://press.example.org/unsubscribe/0123456789abcdef0123456789abcdef'

/** A sample as it leaves, and what was rendered of it. */
const messageOf = async (slug: (typeof sampleSlugs)[number]) => {
  const { subject, files } = await renderEdition(sampleDocument(slug), ['en', 'km', 'ja'])
  const bytes = (name: string) => Buffer.from(files.find((file) => file.name === name)!.bytes)
  const texts = personalise(
    { html: bytes('email.html').toString(), text: bytes('email.txt').toString() },
    link,
  )
  const pdf = bytes('document.pdf')
  const forEach = prepareMessage({
    ...texts,
    from: { address: 'press@example.org', name: 'Press Office' },
    to: [{ address: 'press@example.org' }],
    subject,
    attachments: [{ filename: `${slug}.pdf`, content: pdf, contentType: 'application/pdf' }],
    messageId: '<01932c07-209a-7f00-8000-000000000000@example.org>',
    date: new Date(),
    listUnsubscribe: { url: link },
  })
  const raw = await forEach({
    to: { address: 'dara@reader.example', name: 'សុខ តារា' },
    messageId: '<01932c07-209a-7f00-8000-000000000001@example.org>',
    date: new Date(),
    unsubscribeUrl: link,
  })
  return { raw: Buffer.concat(piecesOf(raw)), subject, ...texts, pdf }
}

const python = '/usr/bin/python3'

// Reads a message by the rules of RFC 5322 and 2045, and says what it finds wrong itself.
const reader = `
import sys, json, hashlib
from email import policy, message_from_bytes
mail = message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
pdf = next(mail.iter_attachments())
print(json.dumps({
    'subject': mail['subject'], 'to': mail['to'].addresses[0].display_name,
    'text': mail.get_body(('plain',)).get_content(), 'html': mail.get_body(('html',)).get_content(),
    'pdf': hashlib.sha256(pdf.get_content()).hexdigest(), 'unsubscribe': mail['list-unsubscribe'].strip(),
    'defects': [str(defect) for part in mail.walk() for defect in part.defects],
}))
`

describe.each(sampleSlugs)('the mail of %s', (slug) => {
  let mail: Awaited<ReturnType<typeof messageOf>>
  beforeAll(async () => {
    mail = await messageOf(slug)
  })

  it.skipIf(spawnSync(python, ['--version']).status !== 0)("reads the same to Python's parser", async () => {
    const found = JSON.parse(execFileSync(python, ['-c', reader], { input: mail.raw, encoding: 'utf8' }))
    const lines = (text: string) => text.replace(/\r\n/g, '\n').trimEnd()
    expect({ ...found, text: lines(found.text), html: lines(found.html) }).toEqual({
      subject: mail.subject,
      to: 'សុខ តារា',
      text: lines(mail.text),
      html: lines(mail.html),
      pdf: createHash('sha256').update(mail.pdf).digest('hex'),
      unsubscribe: `<${link}>`,
      defects: [],
    })
  })

  it.skipIf(spawnSync('spamassassin', ['--version']).status !== 0)(
    'is far from spam to SpamAssassin, offline',
    { timeout: 120_000 },
    () => {
      const told = execFileSync('spamassassin', ['-t', '-L'], { input: mail.raw, encoding: 'latin1' })
      const score = Number(/X-Spam-Status: \w+, score=(-?[\d.]+) required=5\.0/.exec(told)?.[1])
      expect(score, told.slice(told.indexOf('Content analysis'))).toBeLessThan(2)
    },
  )
})
