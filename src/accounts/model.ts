import { z } from 'zod'
import { locales } from '../language/model.ts'
import { roles } from './roles.ts'

const LocaleName = z.enum(locales)

/** What better-auth knows the office's identity provider by, and its callback's address ends with. */
export const oidcProvider = 'oidc'

/** A role as it is given and told. */
export const GrantBody = z
  .object({ role: z.enum(roles), locale: LocaleName.nullable().default(null) })
  .refine((grant) => (grant.locale !== null) === ['translator', 'reviewer'].includes(grant.role), {
    message: 'translators and reviewers have a locale, nobody else has',
  })

/** A password that somebody chooses. */
export const Password = z.string().min(12).max(200)
