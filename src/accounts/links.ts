import { createHash, createHmac } from 'node:crypto'
import type { Deps } from '../deps.ts'

/** What a link of ours lets its reader do, and its page. */
export type LinkKind = 'invitation' | 'password-reset' | 'subscription'
const pages = {
  invitation: 'invitation',
  'password-reset': 'reset-password',
  subscription: 'subscribe/confirm',
} as const

/** What the database keeps of a secret that somebody carries. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/**
 * The token of a link, made of SECRET and a row's id: so a mail can be written again without the token being kept.
 * @returns 43 characters of base64url
 */
export const tokenOf = ({ config }: Pick<Deps, 'config'>, kind: LinkKind, id: string): string =>
  createHmac('sha256', config.secret).update(`${kind} ${id}`).digest('base64url')

/** The address of a link. */
export const linkOf = (deps: Pick<Deps, 'config'>, kind: LinkKind, id: string): string =>
  `${deps.config.baseUrl}/${pages[kind]}?token=${tokenOf(deps, kind, id)}`
