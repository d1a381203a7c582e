import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { SMTPServer } from 'smtp-server'

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData: (stream, _session, done) => {
    stream.on('end', () => done()).resume()
  },
})
server.on('error', () => {})
const listening = server.listen(0, '127.0.0.1', () =>
  parentPort!.postMessage((listening.address() as AddressInfo).port),
)
