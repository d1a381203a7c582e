import { ReadableStream } from 'node:stream/web'
import { loadConfig } from '../../config.ts'
import { ConfigError } from '../../errors.ts'

/** What the API answered where it refused, in words of the reader's language; or that it did not answer. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly status: number
  readonly code: string

  constructor(status: number, problem: { code?: string; detail?: string; title?: string }) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.status = status
    this.code = problem.code ?? ''
  }
}

/** The HTTP API of a running Bayon, in somebody's name. */
export interface Server {
  call<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<T>
  /** Sends a file while it is read. */
  send<T>(path: string, type: string, file: AsyncIterable<Uint8Array>): Promise<T>
  download(path: string): Promise<Uint8Array>
}

/** @throws ApiProblem from what it returns */
export const connect = (baseUrl: string, token: string): Server => {
  const request = async (path: string, init: RequestInit, headers: Record<string, string> = {}) => {
    const url = new URL(path, baseUrl)
    const answer = await fetch(url, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...headers },
    }).catch((error: Error & { cause?: { code?: string } }) => {
      throw new ApiProblem(0, {
        detail: `${url.origin} does not answer (${error.cause?.code ?? error.message})`,
      })
    })
    if (!answer.ok) throw new ApiProblem(answer.status, await answer.json().catch(() => ({})))
    return answer
  }
  const json = async (answer: Response) => (answer.status === 204 ? undefined : await answer.json())
  return {
    call: async (method, path, body) =>
      json(
        await (body === undefined
          ? request(path, { method })
          : request(path, { method, body: JSON.stringify(body) }, { 'content-type': 'application/json' })),
      ),
    send: async (path, type, file) => {
      // A body that is read while it is sent goes one way only; the DOM's types do not know it.
      const streamed = { method: 'POST', body: ReadableStream.from(file), duplex: 'half' } as RequestInit
      return json(await request(path, streamed, { 'content-type': type }))
    },
    download: async (path) => new Uint8Array(await (await request(path, {})).arrayBuffer()),
  }
}

/** The Bayon that BASE_URL names, in the name of whoever made API_KEY. @throws ConfigError without a key */
export const serverOfSettings = (): Server => {
  const { apiKey, baseUrl } = loadConfig()
  if (!apiKey)
    throw new ConfigError(`API_KEY: set it to a key of yours, made under “Account” at ${baseUrl}/account`)
  return connect(baseUrl, apiKey)
}
