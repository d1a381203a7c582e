import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ChatRequest {
  model: string
  messages: { role: string; content: string }[]
  temperature?: number
  response_format: { json_schema: { schema: object; strict: boolean } }
}

/** What a user's message holds between its two lines. */
export interface Material {
  release: { id: string; type: string; text: string; target?: string }[]
  terms: { source: string; target: string; also?: string[]; never?: string[]; proposed?: true }[]
  similar: { id: string; score: number; source: string; target: string }[]
  translate: string[]
}

export type Reply =
  | { content: string; finish?: string; refusal?: string }
  | { status: number; body?: string; headers?: Record<string, string> }
  /** The connection ends in the middle of the answer. */
  | { cutAfter: number }
  | { raw: string }
  | { silence: true }

/** The material of a request, as a model would find it. */
export const materialOf = (request: ChatRequest): Material => {
  const content = request.messages.find(({ role }) => role === 'user')!.content
  return JSON.parse(content.slice(content.indexOf('\n') + 1, content.lastIndexOf('\n')))
}

/** Targets as a well-behaved model would write them: bold kept, in Khmer letters. */
export const wellTranslated = (request: ChatRequest) => {
  const { release, translate } = materialOf(request)
  return translate.map((id) => {
    const { text } = release.find((segment) => segment.id === id)!
    return {
      id,
      target: text.replace(/[^*\s]+/g, `ក${id.slice(1).replace(/\d/g, (d) => '០១២៣៤៥៦៧៨៩'[Number(d)]!)}`),
    }
  })
}

export const answering = (segments: { id: string; target: string }[], finish?: string): Reply => ({
  content: JSON.stringify({ segments }),
  ...(finish && { finish }),
})

/**
 * An OpenAI-compatible endpoint on the loopback that answers as a test asks; `answer` knows the request and how many came
 * before it.
 */
export const startModel = async (
  answer: (request: ChatRequest, before: number) => Reply | Promise<Reply> = (request) =>
    answering(wellTranslated(request)),
) => {
  const requests: { request: ChatRequest; authorization: string | undefined; path: string | undefined }[] = []
  const open = new Set<ServerResponse>()
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const request: ChatRequest = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const before = requests.push({
      request,
      authorization: incoming.headers.authorization,
      path: incoming.url,
    })
    const reply = await answer(request, before - 1)
    if ('silence' in reply) return void open.add(response)
    if ('status' in reply) return void response.writeHead(reply.status, reply.headers).end(reply.body ?? '')
    if ('raw' in reply) return void response.writeHead(200).end(reply.raw)
    const body = JSON.stringify({
      choices: [
        {
          finish_reason: ('finish' in reply && reply.finish) || 'stop',
          message:
            'content' in reply
              ? { content: reply.content, refusal: reply.refusal }
              : { content: 'x'.repeat(500) },
        },
      ],
      usage: { prompt_tokens: 100, completion_tokens: 20 },
    })
    if (!('cutAfter' in reply))
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) })
    response.write(body.slice(0, reply.cutAfter), () => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    for (const response of open) response.destroy()
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close,
  }
}
