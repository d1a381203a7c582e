import i18next from 'i18next'

/** What the server refuses, in its words, which are in the reader's language. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  constructor({ code, status, detail }: { code: string; status: number; detail: string }) {
    super(detail)
    this.code = code
    this.status = status
  }
}

/** The server cannot be reached: nothing is known of what became of the request. */
export class Offline extends Error {}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** In ms. */
const PATIENCE = 60_000

let onSignedOut = () => {}

/** Says what to do when the session has ended under somebody's hands. */
export const whenSignedOut = (act: () => void): void => {
  onSignedOut = act
}

/** What an answer refuses; where the session has ended, whoever wants to know is told. */
export const refusalOf = (status: number, body: string, path: string): Problem => {
  let problem: Problem
  try {
    problem = new Problem(JSON.parse(body))
  } catch {
    // A proxy answered, not our server.
    const detail = i18next.t('problem.no-words', { status })
    problem = new Problem({ code: 'internal', status, detail })
  }
  if (problem.code === 'not-signed-in' && path !== '/api/me') onSignedOut()
  return problem
}

const ask = async <T>(method: Method, path: string, body?: string): Promise<T> => {
  let answer: Response
  try {
    answer = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': i18next.language,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(PATIENCE),
      ...(body !== undefined && { body }),
    })
  } catch (error) {
    throw new Offline(i18next.t('problem.offline'), { cause: error })
  }
  if (!answer.ok) throw refusalOf(answer.status, await answer.text().catch(() => ''), path)
  return answer.status === 204 ? (null as T) : ((await answer.json()) as T)
}

const underWay = new Map<string, Promise<unknown>>()

/**
 * Asks the server. To do the same while it is being done is to ask once: a double click does nothing twice.
 * @throws Problem where it refuses, Offline where it does not answer
 */
export const call = <T = null>(method: Method, path: string, body?: unknown): Promise<T> => {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const asking = () => ask<T>(method, path, text)
  // What is looked at again has changed since it was last asked for.
  if (method === 'GET') return asking()
  const name = `${method} ${path} ${text}`
  const asked = underWay.get(name) ?? asking().finally(() => underWay.delete(name))
  underWay.set(name, asked)
  return asked as Promise<T>
}

/** A file as the server takes it inside JSON. */
export const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.readAsDataURL(file)
  })
