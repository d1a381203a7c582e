import { createHash, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { importKey, type PublicKey, signingKey } from './keys.ts'
import type { PublishedEdition, Standing } from './model.ts'

const Statement = z.strictObject({
  type: z.literal('bayon-publication-1'),
  code: z.string(),
  url: z.string(),
  slug: z.string(),
  revision: z.int(),
  edition: z.string(),
  approvalsSha256: z.string(),
  publishedAt: z.string(),
  files: z.array(z.strictObject({ name: z.string(), size: z.int(), sha256: z.string() })),
})

/** What the office says of an edition that it published, word for word what is signed. */
export type Statement = z.infer<typeof Statement>

export const SignedStatement = z.object({
  statement: Statement,
  signature: z.object({ algorithm: z.literal('Ed25519'), keyId: z.string(), value: z.string() }),
})

export type SignedStatement = z.infer<typeof SignedStatement>

export const KeySet = z.object({
  keys: z.array(
    z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), kid: z.string(), x: z.string() }),
  ),
})

/** JSON as RFC 8785 writes it, for values without fractions: members in order, no white space. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join(',')}}`
}

const bytesOf = (statement: Statement) => Buffer.from(canonicalJson(statement))

/**
 * The office's statement of an edition, signed with its newest key, and what became of the edition since, which is not
 * signed: that can change at any moment, and only the site knows.
 */
export const signedStatement = async (
  place: Parameters<typeof signingKey>[0],
  { code, slug, revision, edition, approvalsSha256, publishedAt, files, standing }: PublishedEdition,
  url: string,
): Promise<SignedStatement & { standing: Standing }> => {
  const statement: Statement = {
    type: 'bayon-publication-1',
    code,
    url,
    slug,
    revision,
    edition,
    approvalsSha256,
    publishedAt: publishedAt.toISOString(),
    files,
  }
  const { id, key } = await signingKey(place)
  const value = sign(null, bytesOf(statement), key).toString('base64')
  return { statement, signature: { algorithm: 'Ed25519', keyId: id, value }, standing }
}

export type Verdict = 'genuine' | 'other-file' | 'key-unknown' | 'signature-wrong'

/** Whether a file is one of those that a statement names, and the statement signed with one of the keys. Needs no network. */
export const verifyFile = (
  file: Uint8Array,
  { statement, signature }: SignedStatement,
  keys: Pick<PublicKey, 'kty' | 'crv' | 'kid' | 'x'>[],
): Verdict => {
  const key = keys.find(({ kid }) => kid === signature.keyId)
  if (!key) return 'key-unknown'
  if (!verify(null, bytesOf(statement), importKey(key), Buffer.from(signature.value, 'base64')))
    return 'signature-wrong'
  const sha256 = createHash('sha256').update(file).digest('hex')
  return statement.files.some((one) => one.sha256 === sha256) ? 'genuine' : 'other-file'
}
