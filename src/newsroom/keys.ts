import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { Deps } from '../deps.ts'
import { seal, unseal } from '../sealed.ts'

/** A public key as JWK Sets have it (RFC 8037). */
export interface PublicKey {
  kty: 'OKP'
  crv: 'Ed25519'
  use: 'sig'
  alg: 'EdDSA'
  kid: string
  x: string
}

type Place = Pick<Deps, 'config' | 'db'>

const purpose = 'bayon signing key'

/** How a key is named: by the thumbprint of RFC 7638. */
const thumbprint = (x: string) =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')

const publicKey = (kid: string, raw: Buffer): PublicKey => ({
  kty: 'OKP',
  crv: 'Ed25519',
  use: 'sig',
  alg: 'EdDSA',
  kid,
  x: raw.toString('base64url'),
})

/** A public key as node:crypto has it. @throws where it is none */
export const importKey = ({ kty, crv, x }: Pick<PublicKey, 'kty' | 'crv' | 'x'>): KeyObject =>
  createPublicKey({ key: { kty, crv, x }, format: 'jwk' })

/** Makes a new key, with which everything is signed from now on. What was signed before stays as good as it was. */
export const makeKey = async ({ config, db }: Place): Promise<string> => {
  const pair = generateKeyPairSync('ed25519')
  const { x } = pair.publicKey.export({ format: 'jwk' }) as { x: string }
  const id = thumbprint(x)
  const secretPart = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  await db
    .insertInto('signing_key')
    .values({
      id,
      public_key: Buffer.from(x, 'base64url'),
      private_key: seal(config.secret, purpose, id, secretPart),
    })
    .execute()
  return id
}

/** The newest key, to sign with; made where there is none yet. */
export const signingKey = async (place: Place): Promise<{ id: string; key: KeyObject }> => {
  const kept = await place.db
    .selectFrom('signing_key')
    .select(['id', 'private_key'])
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  if (!kept) {
    await makeKey(place)
    return signingKey(place)
  }
  const der = unseal(place.config.secret, purpose, kept.id, kept.private_key)
  return { id: kept.id, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}

/** Every public key that there ever was, the newest first. */
export const publicKeys = async (place: Place): Promise<PublicKey[]> => {
  await signingKey(place)
  const kept = await place.db
    .selectFrom('signing_key')
    .select(['id', 'public_key'])
    .orderBy('created_at', 'desc')
    .execute()
  return kept.map(({ id, public_key }) => publicKey(id, public_key))
}
