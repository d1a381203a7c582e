import { plain } from './inline.ts'
import { openEnd, openStart } from './vocabulary.ts'

/** Whether a line is set in capitals: letters, and none of them small. */
export const isUpper = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)

/** Whether a text ends as a sentence does, closing quotation marks, brackets, style marks and a note's number aside. */
export const endsSentence = (text: string): boolean =>
  /[.!?…។៕。！？][\p{Pe}\p{Pf}"'*]*(?:\[\^?\w{1,3}\])?$/u.test(text)

/** Whether a text ends where a new paragraph may follow: a sentence, or what announces or closes a list item. */
export const endsBlock = (text: string): boolean =>
  endsSentence(text) || /[:;៖：][\p{Pe}\p{Pf}"'*]*$/u.test(text)

/** Whether a text begins in mid-sentence. */
export const startsLower = (text: string): boolean => /^[*"'“‘(]*\p{Ll}/u.test(text)

/** Running prose, not a line of the head: long, or a sentence of eight words or more. */
export const isProse = (text: string): boolean => {
  const words = plain(text).split(' ').length
  return words >= 30 || (words >= 8 && endsSentence(text))
}

/** Whether a line is set like a sentence: most of its longer words begin small. */
export const isSentenceCase = (text: string): boolean => {
  const longer = text.match(/\p{L}[\p{L}\p{M}'’-]{3,}/gu) ?? []
  const small = longer.filter((word) => /^\p{Ll}/u.test(word)).length
  return small > longer.length / 2
}

/** Short enough for a heading and not ended like a sentence. */
export const isHeadline = (text: string): boolean =>
  text.length <= 120 && !endsSentence(text) && !/[,;]$/.test(text)

/** Whether a line's own words show that it goes on from the one before. */
export const goesOn = (before: string, line: string): boolean => openEnd.test(before) || openStart.test(line)
