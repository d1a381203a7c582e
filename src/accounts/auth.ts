import { betterAuth } from 'better-auth'
import { bearer } from 'better-auth/plugins'
import type { Deps } from '../deps.ts'

/** Set by the server itself to where a request comes from; whatever a client sends under this name is overwritten. */
export const clientAddressHeader = 'x-bayon-client-address'

/**
 * Sign-in, sessions and passwords by better-auth, on our own tables. Nobody signs up: people come by invitation.
 * A session is a cookie for browsers and a bearer token for programs.
 */
export const createAuth = ({ config, db }: Deps) =>
  betterAuth({
    baseURL: config.baseUrl,
    secret: config.secret,
    database: { db, type: 'postgres' },
    advanced: {
      database: { generateId: 'uuid' },
      cookiePrefix: 'bayon',
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // http/cross-site.ts refuses requests of other sites for every route, these included.
      disableCSRFCheck: true,
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 100,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: { locale: { type: 'string', input: false } },
    },
    session: {
      modelName: 'session',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'account',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: [bearer()],
  })

export type Auth = ReturnType<typeof createAuth>
