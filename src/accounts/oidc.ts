import { getOAuthState } from 'better-auth/api'
import { genericOAuth } from 'better-auth/plugins'
import type { Deps } from '../deps.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { acceptInvitation } from './invite.ts'
import { oidcProvider } from './model.ts'

/** What goes to the provider and back with somebody who holds an invitation. */
export interface Carried {
  invitation?: string
  locale: Locale
}

/** Says why better-auth let nobody in, by the code that it redirects with. */
export const oidcRefusals: Record<string, RefusalCode> = {
  signup_disabled: 'oidc-stranger',
  account_not_linked: 'oidc-not-linked',
  PERSON_DEACTIVATED: 'person-deactivated',
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Sign-in by the office's own identity provider, where one is set. Who comes so is here already, under an address that
 * both sides have proven, or holds an invitation: then they are made here, with the provider's word for their address,
 * before better-auth looks for them.
 */
export const singleSignOn = (deps: Deps) => {
  const { oidc } = deps.config
  if (!oidc) return []
  const provider = {
    providerId: oidcProvider,
    discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: ['openid', 'email', 'profile'],
    requireIdTokenVerification: true,
    disableSignUp: true,
    mapProfileToUser: async (profile: Record<string, unknown>) => {
      const { invitation: token, locale } = ((await getOAuthState()) ?? {}) as Partial<Carried>
      const email = text(profile.email)
      if (token && email && profile.email_verified === true) {
        const name = (text(profile.name) || email.split('@')[0]!).slice(0, 200)
        await acceptInvitation(deps, { token, name, email, emailProven: true, locale: locale ?? 'en' }).catch(
          (error) => {
            // Who is here already needs none; anybody else stays out for want of one.
            if (!(error instanceof Refusal)) throw error
          },
        )
      }
      return {}
    },
  }
  return [genericOAuth({ config: [provider] })]
}
