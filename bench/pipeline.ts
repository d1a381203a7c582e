import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { locales } from '../src/language/model.ts'
import { getDispatch } from '../src/mailing/dispatch.ts'
import { stageNames } from '../src/pipeline.ts'
import { startWorking } from '../src/process.ts'
import { editionName, editionsOf } from '../src/publishing/model.ts'
import { renderEdition } from '../src/publishing/render.ts'
import { startRedis } from '../test/support/redis.ts'
import { openList, order } from './support/audience.ts'
import { figure, takeTurns, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { documentOf, publishable } from './support/release.ts'
import { startSink } from './support/sink.ts'

const releases = 8
const recipients = 25
const rounds = 3
const audiences = editionsOf([...locales]).filter((edition) => edition.length > 1)
const listOf = (edition: (typeof audiences)[0]) => editionName(edition).replaceAll('+', '-')

/** One release through the whole pipeline. */
const publish = async (office: Office, n: number): Promise<void> => {
  await publishable(office, n)
  const { id } = await order(office, n, audiences.map(listOf))
  for (;;) {
    const { status, deliveries } = await getDispatch(office.deps, id)
    if (status === 'completed') {
      if (deliveries.sent !== recipients * audiences.length) throw new Error(JSON.stringify(deliveries))
      return
    }
    await sleep(20)
  }
}

/** An office with every stage at work, and releases that it has not seen before. */
const openPipeline = async (smtpUrl: string, redisUrl?: string) => {
  const office = await openOffice({ smtpUrl, redisUrl })
  const working = await startWorking(office.deps, stageNames)
  for (const edition of audiences) await openList(office, listOf(edition), edition, recipients)
  let n = 0
  return {
    run: () => time(() => Promise.all(Array.from({ length: releases }, () => publish(office, n++)))),
    async close() {
      await working.close()
      await office.close()
    },
  }
}

/** The same renderings and messages, without database, queue or record. */
const directly = async (port: number, first: number): Promise<void> => {
  const pool = createTransport({ host: '127.0.0.1', port, pool: true })
  for (let n = first; n < first + releases; n++) {
    const document = await documentOf(n)
    for (const edition of editionsOf([...locales])) {
      const { subject, files } = await renderEdition(document, edition)
      if (!audiences.some((wanted) => editionName(wanted) === editionName(edition))) continue
      const bytes = (name: string) => Buffer.from(files.find((file) => file.name === name)!.bytes)
      const message = {
        from: 'press@office.example',
        subject,
        html: bytes('email.html').toString(),
        text: bytes('email.txt').toString(),
        attachments: [{ filename: 'release.pdf', content: bytes('document.pdf') }],
      }
      await Promise.all(
        Array.from({ length: recipients }, (_, at) =>
          pool.sendMail({ ...message, to: `${at}@reader.example` }),
        ),
      )
    }
  }
  pool.close()
}

export const benchmark: Benchmark = {
  title: 'releases an hour from submission to the last mail',
  async run() {
    const sink = await startSink()
    const redis = await startRedis()
    const onPostgres = await openPipeline(sink.url)
    const onRedis = redis && (await openPipeline(sink.url, redis.url))
    let seen = 1000
    try {
      const ways: Record<string, () => Promise<number>> = {
        'bare minimum: rendered and sent in a loop, nothing kept': () => {
          seen += releases
          return time(() => directly(sink.port, seen))
        },
        'Bayon, queue on Postgres': onPostgres.run,
        ...(onRedis && { 'Bayon, queue on Redis': onRedis.run }),
      }
      await takeTurns(1, ways)
      const ms = await takeTurns(rounds, ways)
      const [bare] = Object.values(ms)
      return {
        rows: Object.entries(ms).map(([way, took]) => ({
          way,
          'releases an hour': figure((releases / took) * 3_600_000),
          'of the minimum': figure(bare! / took),
        })),
        how:
          `Medians of ${rounds} turns of ${releases} releases at once after one turn to warm up; each has three languages, six ` +
          `editions in four files and ${audiences.length * recipients} recipients. All stages run in one process; people's part is ` +
          'done by a script at once, in the same process. The minimum parses, renders and sends by a nodemailer pool of five.',
      }
    } finally {
      await onPostgres.close()
      await onRedis?.close()
      await redis?.stop()
      await sink.close()
    }
  },
}
