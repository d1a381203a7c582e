import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

type Settings = Pick<Deps, 'config'>

const sign = ({ config }: Settings, purpose: string, id: string) =>
  createHmac('sha256', config.secret).update(`${purpose}:${id}`).digest('base64url').slice(0, 32)

/** An id for a link, signed for one purpose: whoever has it was given it. */
export const signedId = (settings: Settings, purpose: string, id: string): string =>
  `${id}.${sign(settings, purpose, id)}`

/** The id that was signed for a purpose. @throws Refusal 'link-invalid' */
export const readSignedId = (settings: Settings, purpose: string, token: string): string => {
  const [id = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(settings, purpose, id))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new Refusal('link-invalid')
  return id
}
