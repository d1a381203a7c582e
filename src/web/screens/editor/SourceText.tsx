import { HoverCard, Kbd, Stack, Text } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding, Segment } from '../../api/types.ts'
import { boldMarks, type Mark, stretchesOf } from '../../parts/marks.ts'
import { useDesk } from './context.ts'
import styles from './Editor.module.css'
import { placeOf } from './findings.ts'
import { insert } from './typing-keys.ts'

type Term = NonNullable<Segment['terms']>[number]

const marksOf = (terms: Term[], findings: Finding[]): Mark[] => [
  ...terms.map(({ start, end }, at): Mark => ({ start, end, kind: 'term', id: String(at) })),
  ...findings.flatMap(({ place, severity, id, waived }): Mark[] => {
    const span = placeOf(place).source
    return span && !waived ? [{ start: span[0], end: span[1], kind: severity as Mark['kind'], id }] : []
  }),
]

/** A term's forms; a click, or Alt and their number, puts one where the caret is. */
const Forms = ({ term, first, segmentId }: { term: Term; first: number; segmentId: string }) => {
  const { t } = useTranslation('editor')
  const { translation, mayEdit } = useDesk()
  const put = (text: string) => {
    const field = document.querySelector<HTMLTextAreaElement>(`#segment-${segmentId} textarea`)
    if (field) insert(field, text)
  }
  let number = first
  return (
    <Stack gap={4}>
      {term.forms.map(({ text, status }) => {
        const shortcut = status === 'forbidden' ? null : ++number
        return (
          <button
            type="button"
            key={text}
            className={styles.form}
            disabled={!mayEdit || status === 'forbidden'}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => put(text)}
          >
            <span lang={translation.locale} className={status === 'forbidden' ? styles.forbidden : undefined}>
              {text}
            </span>
            {shortcut !== null && shortcut < 10 && <Kbd size="xs">Alt {shortcut}</Kbd>}
            {status !== 'preferred' && (
              <Text span size="xs" c="dimmed">
                {t(`term.${status}`)}
              </Text>
            )}
          </button>
        )
      })}
      {term.concept.status === 'candidate' && (
        <Text size="xs" c="dimmed">
          {t('term.candidate')}
        </Text>
      )}
      {term.concept.note && (
        <Text size="xs" c="dimmed" maw={320}>
          {term.concept.note}
        </Text>
      )}
    </Stack>
  )
}

const usable = ({ forms }: Term) => forms.filter(({ status }) => status !== 'forbidden').length

/** The English of a segment, its terms marked with their forms in the other language. */
export const SourceText = memo(({ segment, findings }: { segment: Segment; findings: Finding[] }) => {
  const terms = segment.terms ?? []
  return (
    <p lang="en" className={styles.source}>
      {stretchesOf(segment.source, [...boldMarks(segment.source), ...marksOf(terms, findings)]).map(
        ({ text, marks }, at) => {
          const term = marks.find(({ kind }) => kind === 'term')
          const worst =
            marks.find(({ kind }) => kind === 'error') ?? marks.find(({ kind }) => kind === 'warning')
          const style = ['bold', 'sign'].find((kind) => marks.some((mark) => mark.kind === kind))
          const classes = [worst && styles[worst.kind], style && styles[style]].filter(Boolean).join(' ')
          const shown = <span className={classes || undefined}>{text}</span>
          const key = `${at} ${text}`
          if (!term) return <span key={key}>{shown}</span>
          const index = Number(term.id)
          const first = terms.slice(0, index).reduce((sum, one) => sum + usable(one), 0)
          return (
            <HoverCard key={key} withinPortal position="bottom-start" openDelay={150} shadow="md">
              <HoverCard.Target>
                <span className={styles.term}>{shown}</span>
              </HoverCard.Target>
              <HoverCard.Dropdown p="xs">
                <Forms term={terms[index]!} first={first} segmentId={segment.id} />
              </HoverCard.Dropdown>
            </HoverCard>
          )
        },
      )}
    </p>
  )
})
