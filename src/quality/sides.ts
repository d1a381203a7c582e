import type { CheckedDocument } from './document.ts'

/** The locales of both sides, by which a message names them: `$t(checks:language-{{targetLocale}})`. */
export const sidesOf = ({ source, target }: CheckedDocument) => ({
  sourceLocale: source,
  targetLocale: target,
})
