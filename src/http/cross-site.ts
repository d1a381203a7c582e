import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'

const safe = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses what a page of another site makes a browser send: it would act in the name of whoever is signed in. Decides
 * as Go's net/http.CrossOriginProtection does: by Sec-Fetch-Site, and where that is missing by Origin against Host.
 * Programs send neither and pass.
 * @throws Refusal 'cross-site'
 */
export const refuseCrossSite = ({ method, headers }: FastifyRequest, baseUrl: string): void => {
  if (safe.includes(method)) return
  const { 'sec-fetch-site': site, origin, host } = headers
  const own = site
    ? ['same-origin', 'none'].includes(String(site))
    : origin === undefined || [host, new URL(baseUrl).host].includes(URL.parse(origin)?.host)
  if (!own) throw new Refusal('cross-site')
}
