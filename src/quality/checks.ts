import { addedText } from './checks/added-text.ts'
import { consistency } from './checks/consistency.ts'
import { dates } from './checks/dates.ts'
import { empty } from './checks/empty.ts'
import { firstMention } from './checks/first-mention.ts'
import { japaneseTypography } from './checks/japanese-typography.ts'
import { khmerUnicode } from './checks/khmer-unicode.ts'
import { length } from './checks/length.ts'
import { markup } from './checks/markup.ts'
import { names } from './checks/names.ts'
import { numbers } from './checks/numbers.ts'
import { punctuation } from './checks/punctuation.ts'
import { repeatedWords } from './checks/repeated-words.ts'
import { terms } from './checks/terms.ts'
import { untranslated } from './checks/untranslated.ts'
import { whitespace } from './checks/whitespace.ts'
import type { Check } from './document.ts'
import type { CheckId } from './model.ts'

/** Every check by its id. A new one is a file in checks/, a line here and its messages in locales/<locale>/checks.json. */
export const checks: Record<CheckId, Check> = {
  numbers,
  dates,
  terms: (segment, document) => [...terms(segment, document), ...firstMention(segment, document)],
  names,
  untranslated,
  empty,
  markup,
  punctuation,
  'khmer-unicode': khmerUnicode,
  'japanese-typography': japaneseTypography,
  whitespace,
  'repeated-words': repeatedWords,
  length,
  consistency,
  'added-text': addedText,
}
