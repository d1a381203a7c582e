import { normaliseKhmer } from '../../language/khmer-unicode.ts'
import type { Locale } from '../../language/model.ts'
import { cleanLine, parseInline } from '../../publishing/inline.ts'
import { EngineFailure } from './failure.ts'

/** The longest target that a segment holds, in UTF-16 code units. */
const LONGEST = 20_000

/** A target is unlikely where it is so much longer than its source, in code units: it says more than it should. */
const LENGTHENING = 4
const ALLOWANCE = 80

/** How often a text has bold runs. */
export const boldRuns = (text: string): number =>
  parseInline(text).filter((run, at, runs) => run.bold && !runs[at - 1]?.bold).length

/**
 * What an engine answered as a target that can be kept: one line without control characters, Khmer in its one encoding.
 * @throws EngineFailure 'malformed' if nothing is left, 'unlikely' if it is far too long for its source
 */
export const cleanTarget = (answer: string, source: string, locale: Locale): string => {
  const clean = cleanLine(answer)
  const target = locale === 'km' ? normaliseKhmer(clean) : clean
  if (target === '') throw new EngineFailure('malformed')
  if (target.length > Math.min(LONGEST, source.length * LENGTHENING + ALLOWANCE))
    throw new EngineFailure('unlikely')
  return target
}
