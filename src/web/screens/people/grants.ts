import { useTranslation } from 'react-i18next'
import type { Grant } from '../../../accounts/permissions.ts'
import { roles } from '../../../accounts/roles.ts'
import { type Locale, locales, sourceLocale } from '../../../language/model.ts'

// English is the source: it is reviewed, and nobody translates into it.
const localesOf: Record<Grant['role'], readonly (Locale | null)[]> = {
  'press-officer': [null],
  translator: locales.filter((locale) => locale !== sourceLocale),
  reviewer: locales,
  publisher: [null],
  administrator: [null],
}

/** Every role that can be given. */
export const allGrants: Grant[] = roles.flatMap((role) => localesOf[role].map((locale) => ({ role, locale })))

export const keyOf = ({ role, locale }: { role: string; locale: string | null }): string =>
  locale === null ? role : `${role} ${locale}`

/** Roles by their keys, in the order in which they are always told. */
export const grantsOf = (keys: readonly string[]): Grant[] =>
  allGrants.filter((grant) => keys.includes(keyOf(grant)))

/** What a role is called, with its language. */
export const useRoleName = () => {
  const { t } = useTranslation()
  return ({ role, locale }: Grant) =>
    t(`role.${role}`) + (locale === null ? '' : ` · ${t(`language.${locale}`)}`)
}
