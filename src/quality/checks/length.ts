import type { Locale } from '../../language/model.ts'
import { splitSentences } from '../../language/sentences.ts'
import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

/** Target letters for each source letter, English to the locale: what lies outside was hardly ever right in the sample and test texts. */
const ratios: Record<Locale, { low: number; high: number }> = {
  en: { low: 0.4, high: 2.5 },
  km: { low: 0.62, high: 2.1 },
  ja: { low: 0.24, high: 1 },
}

/** Target letters for each source letter below which two sentences that became one have more likely lost one than been joined. */
const full: Record<Locale, number> = { en: 0.8, km: 0.86, ja: 0.41 }

/** The part of that below which the same is so of clauses that a semicolon divides: a translation joins those more often. */
const fullOfClauses = 0.9

/** The ratios below which a paragraph of several sentences has lost one, however many the translation made of the others. */
const leanest: Record<Locale, number> = { en: 0.5, km: 0.72, ja: 0.33 }

const innerEnd = /[.!?…][”"’')\]]*\s+\S/

const endsIn = (text: string) => (text.match(/[.!?…](?=[”"’')\]]*(?:\s|$))|[។៕。！？]/g) ?? []).length

/** The sentences of a text that are more than an enumerator or "Yes.". */
const sentencesOf = (text: string, locale: Locale) =>
  splitSentences(text, locale).filter((sentence) => lengthOf(sentence) > (locale === 'ja' ? 4 : 10)).length

const brackets = /\([^()]{1,300}\)/g
const shortest = 60
const shortestPhrase = 150

const lengthOf = (text: string) => text.replace(/[\s\u17d2]+/g, '').length

/** A translation much shorter or longer than its source has lost or gained something. Short segments vary too much to tell. */
export const length: Check = ({ sourceView, targetView, isComparable, index }, document) => {
  const source = lengthOf(sourceView.text)
  const target = lengthOf(targetView.text)
  if (!isComparable || source < shortest || document.source !== 'en') return []
  // Titles and the like are often said in far fewer words.
  if (source < shortestPhrase && !/[.!?][”"’')]*$/.test(sourceView.text.trim())) return []
  const { low, high } = ratios[document.target]
  const ratio = target / source
  const report = (message: string, here: number, there: number): Finding => ({
    segment: index,
    check: 'length',
    severity: 'warning',
    message,
    params: { ...sidesOf(document), source: here, target: there },
  })
  // What stands in brackets often says the rest again, and may go: 8,200 riels (eight thousand two hundred).
  const isShort = ratio < low && target < low * lengthOf(sourceView.text.replace(brackets, ''))
  if (isShort) return [report('checks:length-short', source, target)]
  if (ratio > high) return [report('checks:length-long', source, target)]
  if (ratio >= full[document.target] || !innerEnd.test(sourceView.text)) return []
  // Counting is dear: most texts show at once that they have as many ends.
  const isLean = ratio < full[document.target] * fullOfClauses
  const clauses = isLean ? (sourceView.text.match(/;\s/g) ?? []).length : 0
  if (ratio >= leanest[document.target] && endsIn(targetView.text) >= endsIn(sourceView.text) + clauses)
    return []
  const sentences = sentencesOf(sourceView.text, 'en') + clauses
  const rendered = sentencesOf(targetView.text, document.target)
  if (rendered < sentences) return [report('checks:length-sentences', sentences, rendered)]
  const isLeanest = ratio < leanest[document.target] && source >= shortestPhrase && sentences > 1
  return isLeanest ? [report('checks:length-short', source, target)] : []
}
