import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A mail server on a thread of its own that takes every message, writes down which one it was, and forgets the rest. */
export const startLedger = async () => {
  const thread = new Worker(new URL('./ledger.thread.ts', import.meta.url))
  const [{ port }] = (await once(thread, 'message')) as [{ port: number }]
  let arrived = 0
  let hear = (_arrived: number) => {}
  thread.on('message', (said) => {
    if (typeof said !== 'number') return
    arrived = said
    hear(said)
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived: () => arrived,
    /** Calls at each message from now on. */
    listen: (listener: typeof hear) => {
      hear = listener
    },
    /** The ids of all that were taken. */
    async read(): Promise<string[]> {
      const answer = Promise.withResolvers<string[]>()
      thread.on('message', (said) => {
        if (typeof said === 'object') answer.resolve(said.taken)
      })
      thread.postMessage('read')
      return answer.promise
    },
    close: () => thread.terminate(),
  }
}
