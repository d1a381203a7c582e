import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { bearer, twoFactor } from 'better-auth/plugins'
import type { Deps } from '../deps.ts'
import { singleSignOn } from './oidc.ts'

/** Set by the server itself to where a request comes from; whatever a client sends under this name is overwritten. */
export const clientAddressHeader = 'x-bayon-client-address'

/**
 * Sign-in, sessions, passwords and second steps by better-auth, on our own tables. Nobody signs up: people come by
 * invitation. A session is a cookie for browsers and a bearer token for programs.
 */
export const createAuth = (deps: Deps) =>
  betterAuth({
    appName: 'Bayon',
    baseURL: deps.config.baseUrl,
    secret: deps.config.secret,
    database: { db: deps.db, type: 'postgres' },
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
      customRules: Object.fromEntries(
        ['/sign-in/*', '/change-password', '/two-factor/*'].map((path) => [path, { window: 60, max: 10 }]),
      ),
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const person = await deps.db
              .selectFrom('person')
              .select('deactivated_at')
              .where('id', '=', userId)
              .executeTakeFirst()
            if (person?.deactivated_at) throw new APIError('FORBIDDEN', { code: 'PERSON_DEACTIVATED' })
          },
        },
      },
      account: {
        create: {
          // The provider is never asked again, so what would allow that is not kept.
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        locale: { type: 'string', input: false },
      },
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
      updateAccountOnSignIn: false,
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
    plugins: [
      bearer(),
      twoFactor({
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      ...singleSignOn(deps),
    ],
  })

export type Auth = ReturnType<typeof createAuth>
