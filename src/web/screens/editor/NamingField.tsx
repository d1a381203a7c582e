import { Paper, Text, Textarea, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useColleagues } from '../../api/colleagues.ts'
import { useMe } from '../../api/me.ts'
import type { Colleague } from '../../api/types.ts'
import styles from './Editor.module.css'
import { fitting, namedIn, namingAt } from './naming.ts'

/** At most so many are offered. */
const MOST = 6

/** Everybody of the office whom the reader can name. */
export const useNameable = (): Colleague[] => {
  const me = useMe()
  const { data = [] } = useColleagues()
  return data.filter(({ id }) => id !== me.id)
}

interface NamingFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
}

/** A text in which an `@` names a colleague: those who fit are offered, and one is taken by the arrow keys and Enter, or a press. */
export const NamingField = ({ label, value, onChange }: NamingFieldProps) => {
  const { t } = useTranslation('editor')
  const people = useNameable()
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const naming = caret === null ? null : namingAt(value, caret)
  const offered = naming ? fitting(people, naming.words).slice(0, MOST) : []
  const told = namedIn(people, value)
  const chosen = Math.min(at, offered.length - 1)

  const take = ({ name }: Colleague) => {
    const { start } = naming!
    const put = `@${name} `
    onChange(value.slice(0, start) + put + value.slice(caret!))
    setCaret(null)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(start + put.length, start + put.length)
    })
  }
  const byKey = (event: KeyboardEvent) => {
    if (offered.length === 0 || event.nativeEvent.isComposing || event.altKey || event.ctrlKey) return
    const step = (by: number) => setAt((chosen + by + offered.length) % offered.length)
    const deed = new Map([
      ['ArrowDown', () => step(1)],
      ['ArrowUp', () => step(-1)],
      ['Enter', () => take(offered[chosen]!)],
      ['Tab', () => take(offered[chosen]!)],
      ['Escape', () => setCaret(null)],
    ]).get(event.key)
    if (!deed) return
    event.preventDefault()
    deed()
  }
  return (
    <div className={styles.naming}>
      <Textarea
        ref={field}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={offered.length > 0 ? `${id}-${chosen}` : undefined}
        autosize
        minRows={2}
        maxLength={5000}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setAt(0)
        }}
        onKeyDown={byKey}
        onBlur={() => setCaret(null)}
      />
      {offered.length > 0 && (
        <Paper
          withBorder
          shadow="md"
          className={styles.names}
          id={id}
          role="listbox"
          aria-label={t('comments.mention')}
        >
          {offered.map((person, n) => (
            // The field keeps the focus, and says which one is meant.
            <button
              type="button"
              key={person.id}
              id={`${id}-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              {person.name}
            </button>
          ))}
        </Paper>
      )}
      <VisuallyHidden role="status">
        {offered.length > 0 && t('comments.offered', { count: offered.length })}
      </VisuallyHidden>
      {told.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('comments.told', { names: told.map(({ name }) => name).join(' · ') })}
        </Text>
      )}
    </div>
  )
}
