import type { Locale } from '../../language/model.ts'
import type { Check } from '../document.ts'

/** Short words that never stand twice in a row, though longer ones may look as if they did. */
const particles: Record<Locale, RegExp> = {
  en: /(?<![A-Za-z])([A-Za-z]{2,30}) \1(?![A-Za-z])/gi,
  // លំនៅនៅ, ផ្ទៃក្នុងក្នុង: a word that ends with the particle, and the particle.
  km: /(?=[នបដកសរចគ])(?<!\u17d2|លំ|រស់|ស្នាក់|គង់|ផ្ទៃ|ខាង)(និង|នៃ|បាន|ដែល|នៅ|ក្នុង|របស់|ដោយ|ដើម្បី|សម្រាប់|ចំពោះ|នូវ|គឺ) ?\1(?![\u17b4-\u17d3\u17dd])/g,
  ja: /をを|(?<![\u3041-\u309f])([がにでへ])\1(?![\u3041-\u309f])/g,
}

type Fits = (unit: string, before: string, after: string) => boolean

const isUnit: Record<Locale, Fits> = {
  en: () => false,
  // A whole phrase between spaces, or a run of six signs that begins and ends with whole syllables.
  km: (unit, before, after) =>
    /^[\u1780-\u17b3][\u1780-\u17dd ]+$/.test(unit) &&
    !/[\u17b4-\u17d3\u17dd]/.test(after) &&
    (unit.endsWith(' ') ? unit.length > 3 && !/[\u1780-\u17dd]/.test(before) : unit.length > 5),
  // 上皇上皇后: two letters that go on may begin a longer word.
  ja: (unit, _, after) =>
    !/^\d|\d$|\ufffc/.test(unit) &&
    (/^[\u4e00-\u9fff]{3,}$/.test(unit) ||
      (/^[\u4e00-\u9fff]{2}$/.test(unit) && !/[\u4e00-\u9fff]/.test(after)) ||
      /^[\u30a1-\u30fc・]{4,}$/.test(unit) ||
      (unit.length >= 4 && /[\u4e00-\u9fff\u30a1-\u30fc]/.test(unit)) ||
      unit.length >= 6),
}

const longestUnit = 40

interface Repetition {
  start: number
  end: number
  unit: string
}

/** For each distance up to the longest unit, how many pairs of letters recur at it; a few too many where two pairs share a place in the table. */
const recurrences = (codes: Uint16Array): Uint32Array => {
  const counts = new Uint32Array(longestUnit + 1)
  const last = new Int32Array(1024).fill(-1)
  const before = new Int32Array(codes.length)
  for (let at = 0; at + 1 < codes.length; at++) {
    const place = (codes[at]! * 31 + codes[at + 1]!) & 1023
    before[at] = last[place]!
    for (let earlier = last[place]!; earlier >= 0 && at - earlier <= longestUnit; earlier = before[earlier]!)
      counts[at - earlier]!++
    last[place] = at
  }
  return counts
}

/** Every stretch that stands twice in a row, by comparing the text with itself shifted: time grows with the text's length only. */
const repetitions = (text: string, locale: Locale): Repetition[] => {
  const found: Repetition[] = []
  const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  const counts = recurrences(codes)
  for (let shift = 2; shift <= Math.min(longestUnit, text.length >> 1); shift++) {
    // Most distances cannot be a unit's length.
    if (counts[shift]! < shift - 1) continue
    let same = 0
    for (let at = 0; at + shift < text.length; at++) {
      same = codes[at] === codes[at + shift] ? same + 1 : 0
      if (same < shift) continue
      const start = at - shift + 1
      const unit = text.slice(start, start + shift)
      const end = start + 2 * shift
      if (isUnit[locale](unit, text.charAt(start - 1), text.charAt(end))) {
        const once = unit.trimEnd()
        found.push({ start, end: end - (unit.length - once.length), unit: once })
        same = 0
      }
    }
  }
  return found
}

// Doubled by right: 一人一人, 一滴一滴, 毎日毎日; a post that follows a post.
const rightly =
  /^(?:(一[人つ歩日夜滴件個枚字句年本言冊点票語回戸粒頁校社名区棟軒筆針時])\1|毎|個々|様々|次々|各々|ますます|それぞれ)|^រដ្ឋមន្ត្រីរដ្ឋមន្ត្រី/

/** The text with every mark and its end as a space, so that a phrase ends with one wherever it stands. */
const spaced = (text: string) => `${text.replace(/[។៕»”)]/g, ' ')} `

/** Said twice in English too, as an orator does: unity, unity. */
const repeatedInSource = /(?<![A-Za-z])([A-Za-z]{2,30})[,;]? \1(?![A-Za-z])/i

/** No word or phrase stands twice in a row, unless the source says one twice. */
export const repeatedWords: Check = ({ targetView, sourceView, isComparable, index }, document) => {
  if (!isComparable || repeatedInSource.test(sourceView.text)) return []
  const words = [...targetView.text.matchAll(particles[document.target])].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    unit: match[1] ?? match[0].slice(0, match[0].length / 2),
  }))
  let last = 0
  return [...words, ...repetitions(spaced(targetView.text), document.target)]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .flatMap(({ start, end, unit }) => {
      if (start < last || rightly.test(unit + unit)) return []
      last = end
      const [from, to] = targetView.span(start, end)
      return [
        {
          segment: index,
          check: 'repeated-words' as const,
          severity: 'warning' as const,
          message: 'checks:repeated-words',
          params: { target: unit.trim() },
          target: [from, to] as [number, number],
          ...(to - from === end - start && { fix: { start: from, end: to, text: unit } }),
        },
      ]
    })
}
