import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { SMTPServer } from 'smtp-server'

/** What was taken, in the order of arrival: the Message-ID's first half. */
const taken: string[] = []

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData: (stream, _session, done) => {
    let head = ''
    stream.on('data', (piece: Buffer) => {
      if (!head.includes('\r\n\r\n')) head += piece.toString('latin1')
    })
    // Comes after the final dot alone: it is in the books before the client hears of it.
    stream.on('end', () => {
      taken.push(/^Message-ID: <([^@]+)@/im.exec(head)?.[1] ?? 'unknown')
      parentPort!.postMessage(taken.length)
      done()
    })
  },
})
server.on('error', () => {})
const listening = server.listen(0, '127.0.0.1', () =>
  parentPort!.postMessage({ port: (listening.address() as AddressInfo).port }),
)
parentPort!.on('message', () => parentPort!.postMessage({ taken }))
