import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

const keyFor = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))

/** Encrypts what the database keeps and only this installation may read. `id` of the row: it opens in no other. */
export const seal = (secret: string, purpose: string, id: string, plain: Buffer): Buffer => {
  const iv = randomBytes(ivLength)
  const sealing = createCipheriv(cipher, keyFor(secret, purpose), iv).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([sealing.update(plain), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), sealed])
}

/** Decrypts it. @throws Error where SECRET, the purpose or the row is another */
export const unseal = (secret: string, purpose: string, id: string, kept: Buffer): Buffer => {
  const opening = createDecipheriv(cipher, keyFor(secret, purpose), kept.subarray(0, ivLength))
    .setAAD(Buffer.from(id))
    .setAuthTag(kept.subarray(ivLength, ivLength + tagLength))
  return Buffer.concat([opening.update(kept.subarray(ivLength + tagLength)), opening.final()])
}
