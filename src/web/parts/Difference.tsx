import { diffWords, type Run } from '../../language/difference.ts'
import type { Locale } from '../../language/model.ts'
import { boldMarks, stretchesOf } from './marks.ts'

const tags = { same: 'span', added: 'ins', removed: 'del' } as const

/** The runs that a text is made of, each with where it begins in it. */
const placed = (runs: readonly Run[], kinds: readonly Run['kind'][]) => {
  let text = ''
  const starts = new Map<Run, number>()
  for (const run of runs.filter(({ kind }) => kinds.includes(kind))) {
    starts.set(run, text.length)
    text += run.text
  }
  return { starts, marks: boldMarks(text) }
}

/** Runs of a text that stayed, came or went. Bold is shown as bold; its signs only where they are what changed. */
export const Runs = ({ runs, lang }: { runs: readonly Run[]; lang: string }) => {
  const before = placed(runs, ['same', 'removed'])
  const after = placed(runs, ['same', 'added'])
  return (
    <span lang={lang}>
      {runs.map((run, at) => {
        const { starts, marks } = run.kind === 'removed' ? before : after
        const start = starts.get(run)!
        const here = marks.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }))
        const Tag = tags[run.kind]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name
          <Tag key={at}>
            {stretchesOf(run.text, here).map(({ text, marks: own }, n) => {
              const is = (kind: string) => own.some((mark) => mark.kind === kind)
              if (is('sign') && run.kind === 'same') return null
              // biome-ignore lint/suspicious/noArrayIndexKey: nor have stretches
              return is('bold') ? <strong key={n}>{text}</strong> : text
            })}
          </Tag>
        )
      })}
    </span>
  )
}

interface DifferenceProps {
  before: string
  after: string
  lang: Locale
}

/** What changed between two texts, word by word. */
export const Difference = ({ before, after, lang }: DifferenceProps) => (
  <Runs runs={diffWords(before, after, lang)} lang={lang} />
)
