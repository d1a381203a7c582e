import { type Locale, locales } from '../../../language/model.ts'
import { mentions, termStatuses } from '../../../translation/term-fields.ts'
import type { Term } from '../../api/types.ts'

const place = ({ status, mention = 'any' }: Term) =>
  termStatuses.indexOf(status) * mentions.length + mentions.indexOf(mention)

/** The terms of each language, the one to use first. */
export const byLocale = (terms: Term[]): { locale: Locale; terms: Term[] }[] =>
  locales
    .map((locale) => ({
      locale,
      terms: terms.filter((term) => term.locale === locale).sort((a, b) => place(a) - place(b)),
    }))
    .filter((group) => group.terms.length > 0)

/** What a concept is called: the first of its terms. */
export const nameOf = ({ terms }: { terms: Term[] }): Term | undefined => byLocale(terms)[0]?.terms[0]
