import type { Locale } from '../../language/model.ts'
import type { Check } from '../document.ts'
import { sidesOf } from '../sides.ts'

/** Target letters for each source letter, English to the locale: what lies outside was hardly ever right in the sample and test texts. */
const ratios: Record<Locale, { low: number; high: number }> = {
  en: { low: 0.4, high: 2.5 },
  km: { low: 0.62, high: 2.1 },
  ja: { low: 0.24, high: 0.85 },
}

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
  if (ratio >= low && ratio <= high) return []
  return [
    {
      segment: index,
      check: 'length',
      severity: 'warning',
      message: ratio < low ? 'checks:length-short' : 'checks:length-long',
      params: { ...sidesOf(document), source, target },
    },
  ]
}
