import { normaliseKhmer } from '../../language/khmer-unicode.ts'
import type { Locale } from '../../language/model.ts'
import { cleanLine, parseInline } from '../../publishing/inline.ts'
import { EngineFailure } from './failure.ts'

/** The longest target that a segment holds, in UTF-16 code units. */
const LONGEST = 20_000

/** A target is unlikely where it is so much longer than its source, in code units: it says more than it should. */
const LENGTHENING = 4
const ALLOWANCE = 80

/** From so many words on, a text without a letter of the target's language is the source again. */
const TELLING_WORDS = 4
const ownLetters: Partial<Record<Locale, RegExp>> = {
  km: /[\u1780-\u17b3]/,
  ja: /[\u3005\u3041-\u30ff\u4e00-\u9fff]/,
}

const isUntranslated = (target: string, source: string, locale: Locale) =>
  ownLetters[locale]?.test(target) === false && (source.match(/\p{L}+/gu) ?? []).length >= TELLING_WORDS

/** How often a text has bold runs. */
export const boldRuns = (text: string): number =>
  parseInline(text).filter((run, at, runs) => run.bold && !runs[at - 1]?.bold).length

/**
 * What an engine answered as a target that can be kept: one line without control characters, Khmer in its one encoding.
 * @throws EngineFailure 'malformed' if nothing is left, 'unlikely' if it is far too long for its source,
 *   'untranslated' if nothing of it is in the target's language
 */
export const cleanTarget = (answer: string, source: string, locale: Locale): string => {
  const clean = cleanLine(answer)
  const target = locale === 'km' ? normaliseKhmer(clean) : clean
  if (target === '') throw new EngineFailure('malformed')
  if (target.length > Math.min(LONGEST, source.length * LENGTHENING + ALLOWANCE))
    throw new EngineFailure('unlikely')
  if (isUntranslated(target, source, locale)) throw new EngineFailure('untranslated')
  return target
}
