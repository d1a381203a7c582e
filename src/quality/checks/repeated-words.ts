import type { Locale } from '../../language/model.ts'
import type { Check } from '../document.ts'

const patterns: Record<Locale, RegExp[]> = {
  en: [/(?<![A-Za-z])([A-Za-z]{2,30}) \1(?![A-Za-z])/gi],
  km: [
    // The same phrase twice with a space between, or a whole word of five signs or more run together.
    /(?<![\u1780-\u17dd])([\u1780-\u17dd]{3,60}) \1(?![\u1780-\u17dd])/g,
    /(?<![\u17d2])((?=[\u1780-\u17b3])[\u1780-\u17d3\u17dd]{6,30}?)\1(?![\u17b4-\u17d3\u17dd])/g,
    /(?<!\u17d2)(និង|នៃ|បាន|ដែល|នៅ|ក្នុង|របស់|ដោយ|ដើម្បី|សម្រាប់|ចំពោះ|នូវ|គឺ) ?\1(?![\u17b4-\u17d3\u17dd])/g,
  ],
  ja: [
    /([\u30a1-\u30fc\u4e00-\u9fff]{2,20})\1/g,
    /((?=[^\u3041-\u309f]*[\u4e00-\u9fff\u30a1-\u30fc])[\u3041-\u30fc\u4e00-\u9fff]{3,30})\1/g,
    /(?<![\u3041-\u309f])(を|が|に|で|へ)\1(?![\u3041-\u309f])|をを|ましたました|しましたしました|ことこと|ためため|についてについて|においてにおいて|及び及び|並びに並びに/g,
    /([、。「」（）\u3041-\u30fc\u4e00-\u9fffA-Za-z0-9]{8,60})、?\1/g,
  ],
}

// Doubled by right: 一人一人, 毎日毎日, 様々.
const rightly =
  /^(?:([一二三])\S\1\S|毎|個々|様々|次々|各々|ますます|それぞれ|いろいろ|だんだん|ガタガタ|たびたび)/
const title = /រដ្ឋមន្ត្រី|ការពារ|ៗ/

/** No word or phrase stands twice in a row. */
export const repeatedWords: Check = ({ targetView, sourceView, isComparable, index }, document) => {
  if (!isComparable || patterns.en[0]!.test(sourceView.text)) {
    patterns.en[0]!.lastIndex = 0
    return []
  }
  const taken: [number, number][] = []
  return patterns[document.target].flatMap((pattern) =>
    [...targetView.text.matchAll(pattern)].flatMap((match) => {
      const [start, end] = [match.index, match.index + match[0].length]
      if (
        rightly.test(match[0]) ||
        title.test(match[0]) ||
        taken.some(([from, to]) => from < end && start < to)
      )
        return []
      taken.push([start, end])
      const [from, to] = targetView.span(start, end)
      const once = match[1] ?? match[0].slice(0, match[0].length / 2)
      return [
        {
          segment: index,
          check: 'repeated-words' as const,
          severity: 'warning' as const,
          message: 'checks:repeated-words',
          params: { target: once },
          target: [from, to] as [number, number],
          ...(to - from === end - start && { fix: { start: from, end: to, text: once } }),
        },
      ]
    }),
  )
}
