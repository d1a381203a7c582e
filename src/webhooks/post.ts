import { lookup as resolve } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './address.ts'

/** In ms, from the look-up of the name to the status of the answer. */
const PATIENCE = 10_000

/** Why a request was not even made. */
export class AddressRefused extends Error {
  override name = 'AddressRefused'
}

/**
 * Where a webhook may lead: to the public internet by TLS, and to the hosts that the operator names, anywhere.
 * @throws AddressRefused
 */
export const checkUrl = (address: string, allowedHosts: readonly string[]): URL => {
  const url = URL.parse(address)
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw new AddressRefused('no address of the web')
  if (url.username || url.password) throw new AddressRefused('no name and password in the address')
  if (allowedHosts.includes(url.hostname)) return url
  if (url.protocol !== 'https:') throw new AddressRefused('https alone')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isPublicAddress(host)) throw new AddressRefused('not an address of the public internet')
  return url
}

/** Looks a name up, and refuses whatever it has that is not public: the address that is checked is the one connected to. */
const publicLookup: LookupFunction = (hostname, options, done) =>
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '')
    const outside = addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))
    if (!outside) return done(new AddressRefused(`${hostname} is not on the public internet`), '')
    if (options.all) return done(null, addresses)
    const [first] = addresses
    return done(null, first!.address, first!.family)
  })

/**
 * Posts JSON, once, and follows nothing.
 * @returns the status of the answer
 * @throws AddressRefused; Error where no answer comes in time
 */
export const post = (
  address: string,
  body: string,
  headers: Record<string, string>,
  allowedHosts: readonly string[],
): Promise<number> => {
  const url = checkUrl(address, allowedHosts)
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((done, fail) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Bayon',
        },
        agent: false,
        ...(!allowedHosts.includes(url.hostname) && { lookup: publicLookup }),
        signal: AbortSignal.timeout(PATIENCE),
      },
      (answer) => {
        // Its words are nobody's business.
        answer.on('error', () => {})
        done(answer.statusCode ?? 0)
        asked.destroy()
      },
    )
    asked.on('error', fail)
    asked.end(body)
  })
}
