import { type Params, text } from './i18n.ts'
import { type Locale, sourceLocale } from './language/model.ts'

/** Every refusal's stable code and the HTTP status that it maps to. Its words stand in locales/<locale>/errors.json. */
export const refusals = {
  'release-empty': 422,
  'release-too-large': 413,
  'release-not-text': 415,
  'release-is-pdf': 415,
  'release-is-old-word': 415,
  'release-is-opendocument': 415,
  'release-has-macros': 415,
  'release-unpacks-too-large': 413,
  'release-broken': 422,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof refusals

/** Something a person asked for and may not have, or not so: explained to them, never logged as a fault. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly params: Params

  constructor(code: RefusalCode, params: Params = {}, options?: ErrorOptions) {
    super(text(sourceLocale, `errors:${code}`, params), options)
    this.name = 'Refusal'
    this.code = code
    this.params = params
  }

  /** The HTTP status of this refusal. */
  get status(): number {
    return refusals[this.code]
  }

  /** What the person reads, in their language. */
  in(locale: Locale): string {
    return text(locale, `errors:${this.code}`, this.params)
  }
}
