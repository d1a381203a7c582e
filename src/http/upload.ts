import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'

/** In bytes. */
const LIMIT = 500_000_000

/** Bytes as they come in. @throws Refusal 'request-too-large' */
async function* bounded(bytes: Readable): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += (chunk as Uint8Array).length
    if (size > LIMIT) throw new Refusal('request-too-large', { limit: LIMIT / 1_000_000 })
    yield chunk
  }
}

/**
 * Lets the routes of a plugin take a file as `application/octet-stream`, read while it comes in. No form of another site
 * can send that.
 */
export const takeFiles = (app: FastifyInstance): void => {
  app.addContentTypeParser('application/octet-stream', (_request, bytes, done) => done(null, bounded(bytes)))
}

/** The options of a route that takes a file. */
export const fileRoute = { bodyLimit: LIMIT }

/** The file that a request brings. @throws Refusal 'media-type' where it brings something else */
export const fileOf = (body: unknown): AsyncIterable<Uint8Array> => {
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body))
    throw new Refusal('media-type')
  return body as AsyncIterable<Uint8Array>
}
