import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

const clientId = 'bayon'
const clientSecret = 'a secret of the client'

/** What the provider says of who signs in there. */
export interface Claims {
  sub: string
  email: string
  email_verified: boolean
  name?: string
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/**
 * An identity provider on the loopback that speaks OpenID Connect: discovery, the authorization code flow with PKCE
 * and a nonce, keys, signed ID tokens. Codes are good once, for the redirect URI and the client that asked.
 */
export const startOidc = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const codes = new Map<string, { claims: Claims; asked: URLSearchParams }>()
  let forging = false
  const sign = (claims: object) => {
    const signed = `${encode({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${encode(claims)}`
    const key = forging ? forger : privateKey
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`
  }
  /** The answer to a code, or null where the code flow's rules are broken. */
  const redeem = (form: URLSearchParams, authorization = '') => {
    const [id, secret] = authorization.startsWith('Basic ')
      ? Buffer.from(authorization.slice(6), 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')]
    const code = form.get('code') ?? ''
    const issued = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      form.get('grant_type') === 'authorization_code' &&
      id === clientId &&
      secret === clientSecret &&
      issued?.asked.get('redirect_uri') === form.get('redirect_uri') &&
      issued?.asked.get('code_challenge') === challenge
    if (!right) return null
    const now = Math.floor(Date.now() / 1000)
    const idToken = {
      ...issued!.claims,
      iss: issuer(),
      aud: clientId,
      iat: now,
      exp: now + 300,
      nonce: issued!.asked.get('nonce'),
    }
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: sign(idToken) }
  }
  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return send(200, {
          issuer: issuer(),
          authorization_endpoint: `${issuer()}/authorize`,
          token_endpoint: `${issuer()}/token`,
          jwks_uri: `${issuer()}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        })
      case '/keys':
        return send(200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        })
      case '/token': {
        const answer = redeem(new URLSearchParams(await text(request)), request.headers.authorization)
        return answer ? send(200, answer) : send(400, { error: 'invalid_grant' })
      }
      default:
        return send(404, {})
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  return {
    settings: { issuer: issuer(), clientId, clientSecret, name: 'The ministry' },
    /** From now on tokens are signed by somebody else's key. */
    forge: () => {
      forging = true
    },
    close,
    /** Signs somebody in who was sent to `url`. @returns the path that their browser is sent back to */
    authorize: (url: string, claims: Claims): string => {
      const { origin, pathname, searchParams: asked } = new URL(url)
      if (origin !== issuer() || pathname !== '/authorize') throw new Error(`not sent here: ${url}`)
      if (asked.get('client_id') !== clientId || asked.get('response_type') !== 'code')
        throw new Error(`not asked rightly: ${url}`)
      if (!asked.get('scope')?.split(' ').includes('openid')) throw new Error(`no openid: ${url}`)
      const code = randomUUID()
      codes.set(code, { claims, asked })
      const back = new URL(asked.get('redirect_uri')!)
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state')!)
      return back.pathname + back.search
    },
  }
}
