import { createTransport } from 'nodemailer'
import { composeMessage } from '../src/mailing/compose.ts'
import { CONNECTIONS, deliverDispatch } from '../src/mailing/deliver.job.ts'
import { freezeDispatch } from '../src/mailing/freeze.job.ts'
import { createSender } from '../src/mailing/smtp.ts'
import { startWorking } from '../src/process.ts'
import { renderEdition } from '../src/publishing/render.ts'
import { openList, order } from './support/audience.ts'
import { figure, takeTurns, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { documentOf, publishable } from './support/release.ts'
import { startSink } from './support/sink.ts'

const recipients = 500
const rounds = 5
const from = { address: 'press@office.example', name: 'Press Office' }

/** The message that a dispatch sends, made once. */
const compose = async (): Promise<Buffer> => {
  const { subject, files } = await renderEdition(await documentOf(0), ['en', 'km'])
  const bytes = (name: string) => Buffer.from(files.find((file) => file.name === name)!.bytes)
  return composeMessage({
    from,
    to: [{ address: 'reader@reader.example', name: 'Reader' }],
    subject,
    html: bytes('email.html').toString(),
    text: bytes('email.txt').toString(),
    attachments: [
      { filename: 'release.en+km.pdf', content: bytes('document.pdf'), contentType: 'application/pdf' },
    ],
    messageId: 'message@office.example',
    date: new Date(),
    listUnsubscribe: { url: 'https://office.example/unsubscribe/token' },
  })
}

const toEach = (send: (envelope: { from: string; to: string }) => Promise<unknown>) =>
  Promise.all(
    Array.from({ length: recipients }, (_, n) => send({ from: from.address, to: `${n}@reader.example` })),
  )

const bareSender = async (port: number, raw: Buffer): Promise<number> => {
  const pool = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  const ms = await time(() => toEach((envelope) => pool.sendMail({ envelope, raw })))
  pool.close()
  return ms
}

const ownSender = async (port: number, raw: Buffer): Promise<number> => {
  const sender = createSender({ host: '127.0.0.1', port, maxConnections: CONNECTIONS })
  const ms = await time(() => toEach((envelope) => sender.send({ envelope, raw })))
  await sender.close()
  return ms
}

const dispatch = async (office: Office, list: string): Promise<number> => {
  // A list gets a revision once, and so does everybody on it.
  await openList(office, list, ['en', 'km'], recipients)
  const { id } = await order(office, 0, [list])
  await freezeDispatch.run(office.deps, id)
  const ms = await time(() => deliverDispatch.run(office.deps, id))
  const { sent } = await office.deps.db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('sent'))
    .where('dispatch_id', '=', id)
    .where('status', '=', 'sent')
    .executeTakeFirstOrThrow()
  if (sent !== recipients) throw new Error(`${sent} of ${recipients} were sent`)
  return ms
}

export const benchmark: Benchmark = {
  title: 'deliveries a second by one process',
  async run() {
    const sink = await startSink()
    const office = await openOffice({ smtpUrl: sink.url })
    const working = await startWorking(office.deps, ['translate', 'review', 'render'])
    try {
      await publishable(office, 0)
      let lists = 0
      const raw = await compose()
      const ways = {
        'bare nodemailer pool, one prebuilt message, nothing recorded': () => bareSender(sink.port, raw),
        'our sender, the same message, nothing recorded': () => ownSender(sink.port, raw),
        'a dispatch: own link and name each, guarded and recorded in Postgres': () =>
          dispatch(office, `readers-${++lists}`),
      }
      await takeTurns(1, ways)
      const ms = await takeTurns(rounds, ways)
      const [bare] = Object.values(ms)
      return {
        rows: Object.entries(ms).map(([way, took]) => ({
          way,
          'messages a second': figure((recipients / took) * 1000),
          'of the bare pool': figure(bare! / took),
        })),
        how:
          `Medians of ${rounds} turns of ${recipients} recipients over ${CONNECTIONS} connections after one to warm up, ` +
          `${figure(raw.length / 1024)} KB a message (HTML, text and PDF in English and Khmer), to the same sink on the loopback.`,
      }
    } finally {
      await working.close()
      await office.close()
      await sink.close()
    }
  },
}
