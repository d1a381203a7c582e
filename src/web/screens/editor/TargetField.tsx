import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding, Segment } from '../../api/types.ts'
import { type Mark, stretchesOf } from '../../parts/marks.ts'
import { useCell, useDesk } from './context.ts'
import styles from './Editor.module.css'
import { placeOf } from './findings.ts'
import { useTypingKeys } from './typing-keys.ts'

interface Props {
  segment: Segment
  number: number
  findings: Finding[]
}

const marksOf = (findings: Finding[]): Mark[] =>
  findings.flatMap(({ place, severity, id, waived }) => {
    const span = placeOf(place).target
    return span && !waived ? [{ start: span[0], end: span[1], kind: severity as Mark['kind'], id }] : []
  })

/** Where a target is written. What findings speak of is marked behind the letters; the same layer makes the field as tall as its text. */
export const TargetField = memo(({ segment, number, findings }: Props) => {
  const { t } = useTranslation('editor')
  const { translation, edits, focus, mayEdit } = useDesk()
  const cell = useCell(segment.id)
  const field = useRef<HTMLTextAreaElement>(null)
  const onKeyDown = useTypingKeys(segment, field)
  const { locale } = translation
  // Findings speak of the text that the server has seen.
  const marks = cell.text === segment.target ? marksOf(findings) : []
  return (
    <div className={styles.field} lang={locale} data-state={cell.state}>
      <div aria-hidden className={styles.behind}>
        {stretchesOf(cell.text, marks).map(({ text, marks }, at) => {
          const worst = marks.find(({ kind }) => kind === 'error') ?? marks[0]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name
            <span key={at} className={worst && styles[worst.kind]}>
              {text}
            </span>
          )
        })}
        {/* A last empty line counts too. */}
        {'\u200b'}
      </div>
      <textarea
        ref={field}
        rows={1}
        className={styles.text}
        aria-label={t('target-of', { number })}
        aria-invalid={findings.some(({ severity, waived }) => severity === 'error' && !waived) || undefined}
        readOnly={!mayEdit}
        spellCheck={false}
        placeholder={t('nothing-yet')}
        maxLength={20_000}
        value={cell.text}
        onFocus={() => focus.enter(segment.id)}
        onBlur={() => void edits.save()}
        onChange={(event) => edits.type(segment.id, event.currentTarget.value)}
        onCompositionStart={() => edits.compose(true)}
        onCompositionEnd={() => edits.compose(false)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
})
