import { diffWords, type Run } from '../../language/difference.ts'
import type { Locale } from '../../language/model.ts'

const tags = { same: 'span', added: 'ins', removed: 'del' } as const

/** Runs of a text that stayed, came or went. */
export const Runs = ({ runs, lang }: { runs: readonly Run[]; lang: string }) => (
  <span lang={lang}>
    {runs.map(({ kind, text }, at) => {
      const Tag = tags[kind]
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name
      return <Tag key={at}>{text}</Tag>
    })}
  </span>
)

interface DifferenceProps {
  before: string
  after: string
  lang: Locale
}

/** What changed between two texts, word by word. */
export const Difference = ({ before, after, lang }: DifferenceProps) => (
  <Runs runs={diffWords(before, after, lang)} lang={lang} />
)
