import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import PostalMime from 'postal-mime'
import { onTestFinished } from 'vitest'
import type { Grant } from '../../src/accounts/permissions.ts'
import type { Locale } from '../../src/language/model.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { newcomer, password } from './newcomer.ts'
import { type Office, openOffice, until } from './office.ts'

export { password }

type Settings = NonNullable<Parameters<typeof openOffice>[0]>['settings']

// Attempts are counted by address across the process: each browser comes from one of its own.
let addresses = 0

/** A browser: it keeps its cookies, and follows nothing by itself. */
const openBrowser = (app: Office['app'], more: Record<string, string> = {}) => {
  const cookies = new Map<string, string>()
  const n = ++addresses
  const remoteAddress = `10.9.${n >> 8}.${n & 255}`
  const ask = async (
    method: NonNullable<InjectOptions['method']>,
    url: string,
    payload?: object,
  ): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      headers: { ...more, ...(cookie && { cookie }) },
      ...(payload && { payload }),
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/max-age=0/i.test(line)) cookies.delete(name!)
      else cookies.set(name!, value!)
    }
    return answer
  }
  return {
    ask,
    cookies,
    signIn: (email: string, by = password) => ask('POST', '/api/auth/sign-in/email', { email, password: by }),
  }
}

/** An office with a mail server, and people who come to its door. */
export const openDesk = async (settings: Settings = {}) => {
  const sink = await startSink()
  onTestFinished(sink.close)
  const office = await openOffice({
    settings: { smtpUrl: `smtp://${sink.host}:${sink.port}`, ...settings },
  })
  let people = 0
  return {
    ...office,
    browser: (more?: Record<string, string>) => openBrowser(office.app, more),
    /** Somebody with a password, signed in at a browser of theirs. */
    async somebody(locale: Locale, ...grants: Grant[]) {
      const email = `somebody${++people}@office.example`
      const { id } = await newcomer(office, { name: `Somebody ${people}`, email, locale }, ...grants)
      const browser = openBrowser(office.app)
      await browser.signIn(email)
      return { id, email, ...browser }
    },
    /** The mails to an address, once there are so many. */
    mails: async (to: string, count = 1) => {
      const files = await until(async () => {
        const found = sink.messages.filter((message) => message.to === to)
        return found.length >= count && found.map(({ file }) => file)
      }, `${to} has ${count} mails`)
      return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(file))))
    },
    sent: sink.messages,
    /** What was decided, in order. */
    decisions: async (entity: string) =>
      (
        await office.deps.db
          .selectFrom('audit_event')
          .select(['action', 'actor_id'])
          .where('entity', '=', entity)
          .orderBy('seq')
          .execute()
      ).map(({ action, actor_id }) => [action, actor_id]),
  }
}

export const administrator: Grant = { role: 'administrator', locale: null }
export const officer: Grant = { role: 'press-officer', locale: null }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code that an app shows (RFC 6238) for what it was told. */
export const codeOf = (uri: string, at = Date.now()): string => {
  const secret = new URL(uri).searchParams.get('secret')!
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac[19]! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
