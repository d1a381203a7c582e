import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeMessage } from '../../src/mailing/compose.ts'
import { type Sink, startSink } from '../../src/mailing/sink.ts'
import { createSender, type Sender } from '../../src/mailing/smtp.ts'

let dir: string
let sink: Sink
let sender: Sender

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sink-test-'))
  sink = await startSink({ dir: join(dir, 'mail') })
  sender = createSender({ host: sink.host, port: sink.port })
})

afterEach(async () => {
  await sender.close()
  await sink.close()
  await rm(dir, { recursive: true, force: true })
})

const send = (to: string, raw: Uint8Array = Buffer.from('Subject: x\r\n\r\n.hello\r\n')) =>
  sender.send({ envelope: { from: 'press@example.org', to }, raw })

test('a composed message comes out as the file that went in, and reads right', async () => {
  const raw = await composeMessage({
    from: { address: 'press@example.org', name: 'ក្រសួង' },
    to: [{ address: 'reader@example.jp', name: '読者' }],
    subject: 'ព្រះរាជាណាចក្រកម្ពុជា・カンボジア王国',
    html: '<p>សួស្តី</p>',
    text: 'こんにちは\n.\n',
    messageId: 'one@bayon.example',
    date: new Date(0),
  })
  expect(await send('reader@example.jp', raw)).toMatchObject({ state: 'sent' })
  expect(sink.messages).toEqual([
    { from: 'press@example.org', to: 'reader@example.jp', file: join(dir, 'mail/reader@example.jp.eml') },
  ])
  const stored = await readFile(sink.messages[0]!.file)
  expect(stored.equals(raw)).toBe(true)
  expect(await PostalMime.parse(stored)).toMatchObject({ subject: 'ព្រះរាជាណាចក្រកម្ពុជា・カンボジア王国' })
})

test('a second message to one recipient stands beside the first', async () => {
  await send('reader@example.jp')
  await send('reader@example.jp')
  expect((await readdir(join(dir, 'mail'))).sort()).toEqual([
    'reader@example.jp (2).eml',
    'reader@example.jp.eml',
  ])
})

test('no recipient writes outside the folder or breaks a name', async () => {
  const long = `${'長'.repeat(20)}@${'a.'.repeat(110)}example`
  for (const to of ['/etc/evil@example.org', long]) expect(await send(to)).toMatchObject({ state: 'sent' })
  for (const to of ['../../evil@example.org', '.hidden@example.org']) {
    expect(await send(to)).toMatchObject({ state: 'bounced' })
  }
  expect(sink.messages.map(({ file }) => dirname(file))).toEqual([join(dir, 'mail'), join(dir, 'mail')])
  const names = sink.messages.map(({ file }) => basename(file))
  expect(names[0]).toBe('_etc_evil@example.org.eml')
  expect(Buffer.byteLength(names[1]!)).toBeLessThanOrEqual(255)
  expect(await readdir(join(dir, 'mail'))).toHaveLength(2)
})

test('many at once are all kept', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, index) => send(`reader${index % 8}@example.org`)),
  )
  expect(outcomes.every(({ state }) => state === 'sent')).toBe(true)
  expect(sink.messages).toHaveLength(40)
  expect(await readdir(join(dir, 'mail'))).toHaveLength(40)
})

test("without a folder of one's own the files go with the sink", async () => {
  const other = await startSink()
  const toOther = createSender({ host: other.host, port: other.port })
  await toOther.send({
    envelope: { from: 'a@example.org', to: 'b@example.org' },
    raw: Buffer.from('Subject: x\r\n\r\n'),
  })
  const { file } = other.messages[0]!
  expect(existsSync(file)).toBe(true)
  await toOther.close()
  await other.close()
  expect(existsSync(dirname(file))).toBe(false)
})
