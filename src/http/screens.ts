import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { paths } from '../web/paths.ts'

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url))

const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine writes its variables into style elements.
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The application for people of the office, as `npm run build` made it. */
export const screens: FastifyPluginAsync = async (app) => {
  if (!existsSync(folder)) throw new Error('The screens are not built yet: run "npm run build".')
  const [head, ...rest] = readFileSync(`${folder}index.html`, 'utf8').split('{{nonce}}')

  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, public: true }
  })
  await app.register(fastifyStatic, {
    root: `${folder}assets`,
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    // Files there carry their hash in their name.
    immutable: true,
    maxAge: '365d',
    schemaHide: true,
  })
  for (const path of Object.values(paths)) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      const nonce = randomBytes(16).toString('base64')
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', policyOf(nonce))
        .send([head, ...rest].join(nonce))
    })
  }
}
