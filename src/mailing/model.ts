import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'

/** Why a dispatch failed, paused by itself or was cancelled by something else than a publisher's word. */
export type DispatchReason =
  | 'no-recipients'
  | 'edition-not-approved'
  | 'revision-superseded'
  | 'release-withdrawn'

/** Why a dispatch stands where it does, in the reader's words; null where there is nothing to say. */
export const dispatchReason = (code: string | null, locale: Locale) =>
  code === null ? null : { code, words: text(locale, `mailing:reason.${code}`) }

/** Why somebody is left out, in the reader's words. */
export const exclusionWords = (code: string, locale: Locale): string =>
  text(locale, `mailing:excluded.${code}`)
