import type { Run } from '../../../language/difference.ts'

const tags = { same: 'span', added: 'ins', removed: 'del' } as const

/** What changed between two texts, word by word. */
export const Difference = ({ runs, lang }: { runs: readonly Run[]; lang: string }) => (
  <span lang={lang}>
    {runs.map(({ kind, text }, at) => {
      const Tag = tags[kind]
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name
      return <Tag key={at}>{text}</Tag>
    })}
  </span>
)
