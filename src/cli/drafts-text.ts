/** A segment as a person sees it over HTTP or from the database. */
interface DraftedSegment {
  source: string
  target: string
  draft: string | null
  origin: string
  why: string[]
}

/** Every segment with its draft, where that comes from and why, for reading. */
export const draftsText = (segments: DraftedSegment[], locale: string): string =>
  segments
    .map(({ source, target, draft, origin, why }, at) => {
      const proposed = target || draft
      const lines = [
        `${at + 1}. ${origin}`,
        `   en  ${source}`,
        ...(proposed ? [`   ${locale}  ${target ? '' : '? '}${proposed}`] : []),
        ...why.map((sentence) => `       ${sentence}`),
      ]
      return `${lines.join('\n')}\n`
    })
    .join('\n')
