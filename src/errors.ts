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
  'database-no-answer': 503,
  'database-folder-taken': 409,
  'database-no-binaries': 500,
  'database-not-started': 503,
  'database-not-yours': 403,
  'database-unreachable': 500,
  'invalid-request': 400,
  'form-incomplete': 422,
  'request-too-large': 413,
  'media-type': 415,
  'cross-site': 403,
  'not-signed-in': 401,
  'credentials-wrong': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-many-requests': 429,
  internal: 500,
  'code-wrong': 401,
  'code-expired': 401,
  'two-factor-locked': 429,
  'two-factor-on': 409,
  'two-factor-off': 409,
  'person-deactivated': 403,
  'session-needed': 403,
  'session-unknown': 404,
  'api-key-unknown': 404,
  'invitation-unknown': 404,
  'last-administrator': 409,
  'oidc-off': 404,
  'oidc-unreachable': 502,
  'oidc-failed': 502,
  'oidc-stranger': 403,
  'oidc-not-linked': 403,
  'oidc-only-way': 409,
  'link-invalid': 410,
  'email-taken': 409,
  'slug-taken': 409,
  'release-unknown': 404,
  'translation-unknown': 404,
  'segment-unknown': 404,
  'finding-unknown': 404,
  'comment-unknown': 404,
  'mention-unknown': 422,
  'memory-unknown': 404,
  'list-unknown': 404,
  'dispatch-unknown': 404,
  'artifact-unknown': 404,
  'edition-not-ready': 409,
  'edition-not-approved': 409,
  'revision-superseded': 409,
  'revision-unchanged': 409,
  'source-fixed': 409,
  'translation-not-editable': 409,
  'edit-conflict': 409,
  'translation-not-in-review': 409,
  'status-conflict': 409,
  'approval-stale': 409,
  'not-a-reviewer': 403,
  'four-eyes': 403,
  'segments-open': 409,
  'checks-stale': 409,
  'findings-open': 409,
  'comments-open': 409,
  embargoed: 409,
  'embargo-fixed': 409,
  'already-public': 409,
  'dispatch-not-sending': 409,
  'dispatch-frozen': 409,
  'port-taken': 500,
  'folder-taken': 409,
  'file-unreadable': 422,
  'glossary-settings': 409,
  'glossary-empty': 409,
  'glossary-too-large': 413,
  'engine-failed': 502,
  'set-unknown': 422,
  'template-broken': 422,
  'style-invalid': 422,
  'edition-unknown': 422,
  'edition-incomplete': 422,
  'glyph-missing': 422,
  'release-is-pdf': 415,
  'release-is-old-word': 415,
  'release-is-opendocument': 415,
  'release-has-macros': 415,
  'release-unpacks-too-large': 413,
  'release-broken': 422,
  starting: 503,
  'concept-unknown': 404,
  'term-twice': 409,
  'file-broken': 422,
  'file-unsafe': 422,
  'file-not-unicode': 415,
  'file-columns': 422,
  'workbook-locked': 415,
  'workbook-macros': 415,
  'workbook-too-large': 413,
  'workbook-broken': 422,
  'file-other-language': 409,
  'file-other-release': 409,
  'file-outdated': 409,
  'file-segment-changed': 409,
  'file-segment-twice': 422,
  'file-source-changed': 409,
  'file-code-unknown': 422,
  'file-text-unusable': 422,
  'file-tracked-changes': 422,
  'file-table-changed': 422,
  'file-rows-missing': 422,
  'preview-stale': 409,
  'person-unknown': 404,
  'list-served': 409,
  'paragraph-too-long': 422,
  'release-withdrawn': 409,
  'dispatch-under-way': 409,
  'correction-ordered': 409,
  'nothing-to-correct': 409,
  'not-withdrawn': 409,
  'nobody-to-tell': 409,
  'withdrawal-ordered': 409,
  'withdrawal-four-eyes': 403,
  'messages-under-way': 409,
  'audience-changed': 409,
  'delivery-unknown': 404,
  'mail-not-sent': 502,
  'subscription-unknown': 404,
  'person-unfit': 422,
  'person-edited': 409,
  unavailable: 503,
  overloaded: 503,
  'webhook-address': 422,
  'webhook-unknown': 404,
  'webhook-delivery-unknown': 404,
  'backup-broken': 422,
  'backup-newer': 409,
  'backup-other-secret': 409,
  'database-not-empty': 409,
  standstill: 409,
  'no-standstill': 409,
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

/** A setting that is wrong; its message is for the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
