import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

const CHUNK = 65_536

/** Text in pieces of a size that is worth sending. */
export async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** Answers with a file that is written while it is sent. `name` is ASCII. */
export const sendFile = (
  reply: FastifyReply,
  { name, type }: { name: string; type: string },
  pieces: AsyncIterable<string>,
) =>
  reply
    .type(`${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(inChunks(pieces)))
