import type { Segment } from '../../api/types.ts'

const structural = ['letterhead', 'unit', 'kind', 'title', 'subtitle', 'dateline']

/** Where each segment stands on the page that is shown beside the text: the number of its block in the body, or `title`. */
export const placesOf = (segments: Pick<Segment, 'id' | 'block' | 'type'>[]): Map<string, string> => {
  const bodies = [
    ...new Set(segments.filter(({ type }) => !structural.includes(type)).map(({ block }) => block)),
  ]
  const numbers = new Map(bodies.map((block, at) => [block, String(at)]))
  return new Map(
    segments.flatMap(({ id, block, type }): [string, string][] => {
      const place = type === 'title' ? 'title' : numbers.get(block)
      return place === undefined ? [] : [[id, place]]
    }),
  )
}

/** A text without what only helps to set it: bold marks, spaces, places where a line may break. */
const bare = (text: string) => text.replace(/[\s*_\u200b\u00ad]+/g, '')

/** The segment whose text stands in a paragraph that was clicked. */
export const segmentIn = (paragraph: string, texts: Iterable<[id: string, text: string]>): string | null => {
  const around = bare(paragraph)
  for (const [id, text] of texts) {
    const wanted = bare(text)
    if (wanted !== '' && around.includes(wanted)) return id
  }
  return null
}
