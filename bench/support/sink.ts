import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A mail server on a thread of its own that takes every message and forgets it: its work is the same for whoever sends. */
export const startSink = async (): Promise<{ port: number; url: string; close(): Promise<unknown> }> => {
  const thread = new Worker(new URL('./sink.thread.ts', import.meta.url))
  const [port] = (await once(thread, 'message')) as [number]
  return { port, url: `smtp://127.0.0.1:${port}`, close: () => thread.terminate() }
}
