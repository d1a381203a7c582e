import { type Params, text } from './i18n.ts'
import { type Locale, sourceLocale } from './language/model.ts'

/** Every refusal's stable code and the HTTP status that it maps to. Its words stand in locales/<locale>/errors.json. */
export const refusals = {
  'release-empty': 422,
  'release-too-large': 413,
  'release-not-text': 415,
  'address-invalid': 422,
  'already-running': 409,
  'database-account': 500,
  'database-folder-taken': 409,
  'database-no-binaries': 500,
  'database-not-started': 503,
  'database-not-yours': 403,
  'database-unreachable': 500,
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
