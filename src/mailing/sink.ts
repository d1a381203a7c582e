import { randomUUID } from 'node:crypto'
import { link, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface SinkMessage {
  from: string
  to: string
  /** The .eml file. */
  file: string
}

export interface Sink {
  host: string
  port: number
  /** What has been taken so far, in the order of arrival. */
  messages: readonly SinkMessage[]
  close(): Promise<void>
}

const host = '127.0.0.1'

/** In bytes. */
const largestMessage = 50 * 1024 * 1024

/**
 * A mail server on the loopback, on a free port, that delivers nothing and keeps each message as an .eml file named by its recipient.
 * @param options.dir where the files stand, made if missing; without it they stand in a temporary folder that `close` removes.
 */
export async function startSink(options: { dir?: string } = {}): Promise<Sink> {
  if (options.dir) await mkdir(options.dir, { recursive: true })
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'bayon-sink-')))
  const messages: SinkMessage[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    size: largestMessage,
    async onData(stream, session, callback) {
      try {
        const raw = await buffer(stream)
        if (stream.sizeExceeded) throw Object.assign(new Error('Message too large'), { responseCode: 552 })
        const { mailFrom, rcptTo } = session.envelope
        for (const { address } of rcptTo) {
          const file = await store(dir, address, raw)
          messages.push({ from: mailFrom ? mailFrom.address : '', to: address, file })
        }
        callback()
      } catch (error) {
        callback(error as Error)
      }
    },
  })
  // A client that dies in the middle is its own affair.
  server.on('error', () => {})
  const listening = server.listen(0, host)
  await new Promise((resolve) => listening.once('listening', resolve))
  return {
    host,
    port: (listening.address() as AddressInfo).port,
    messages,
    close: async () => {
      await new Promise<void>((resolve) => server.close(resolve))
      if (!options.dir) await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Writes a message whole or not at all, under a name that is still free. */
async function store(dir: string, recipient: string, raw: Buffer): Promise<string> {
  const draft = join(dir, `.${randomUUID()}`)
  await writeFile(draft, raw)
  try {
    for (let copy = 1; ; copy++) {
      const file = join(dir, `${fileName(recipient)}${copy === 1 ? '' : ` (${copy})`}.eml`)
      const taken = await link(draft, file).then(
        () => false,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error
          return true
        },
      )
      if (!taken) return file
    }
  } finally {
    await unlink(draft)
  }
}

/** A recipient as a file name: no separators, in 200 bytes. smtp-server itself refuses a leading dot. */
function fileName(recipient: string): string {
  const plain = recipient.replace(/[^\p{L}\p{M}\p{N}@._+-]/gu, '_')
  let name = ''
  for (const character of plain) {
    if (Buffer.byteLength(name + character) > 200) break
    name += character
  }
  return name
}
