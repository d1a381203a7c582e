import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowMerge,
  IconArrowUp,
  IconCut,
  IconIndentDecrease,
  IconIndentIncrease,
  IconTrash,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DatelineFields } from './DatelineFields.tsx'
import { canMerge, canMove, type Part, type PartRole, roles } from './parts.ts'
import styles from './Submit.module.css'
import type { PageTools } from './usePage.ts'

interface PartEditorProps {
  part: Part
  parts: Part[]
  /** Where the caret is to stand at first, in UTF-16 units; at the end if undefined. */
  caret: number | undefined
  page: PageTools
}

/** One line of the page while it is mended: its words, what it is, and what can be done with it. */
export const PartEditor = ({ part, parts, caret, page }: PartEditorProps) => {
  const { t } = useTranslation('submit')
  const area = useRef<HTMLTextAreaElement>(null)
  const { key, role, text } = part
  const at = parts.findIndex((one) => one.key === key)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it first stands, and wherever it is moved to
  useEffect(() => {
    area.current?.focus()
    const place = caret ?? text.length
    area.current?.setSelectionRange(place, place)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that changes its place loses the focus
  useEffect(() => {
    if (document.activeElement === document.body) area.current?.focus()
  }, [at])
  const splitHere = () => page.split(key, area.current?.selectionStart ?? text.length)
  const byKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const { selectionStart, selectionEnd } = event.currentTarget
    const atStart = selectionStart === 0 && selectionEnd === 0
    const deeds = new Map([
      ['Enter', splitHere],
      ['Escape', () => page.close(key)],
      ...(atStart && canMerge(parts, key) ? [['Backspace', () => page.merge(key)] as const] : []),
      ...(event.altKey
        ? [['ArrowUp', () => page.move(key, -1)] as const, ['ArrowDown', () => page.move(key, 1)] as const]
        : []),
    ])
    const action = deeds.get(event.key)
    if (!action) return
    event.preventDefault()
    action()
  }
  const button = (name: string, Icon: typeof IconCut, onClick: () => void, enabled = true) => (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon size={15} aria-hidden />}
      onClick={onClick}
      disabled={!enabled}
    >
      {t(name)}
    </Button>
  )
  return (
    <Stack gap="xs" className={styles.editor}>
      <Textarea
        ref={area}
        aria-label={t('words-of', { role: t(`role.${role}`) })}
        lang="en"
        autosize
        value={text}
        onChange={(event) => page.setText(key, event.currentTarget.value)}
        onKeyDown={byKey}
      />
      {role === 'dateline' && <DatelineFields part={part} page={page} />}
      <Group gap="xs" align="end">
        <NativeSelect
          size="xs"
          aria-label={t('what-it-is')}
          value={role}
          onChange={(event) => page.setRole(key, event.currentTarget.value as PartRole)}
          data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        {role === 'list-item' && (
          <>
            <TextInput
              size="xs"
              w="7rem"
              inputMode="numeric"
              aria-label={t('number')}
              placeholder={part.marker ?? t('no-number')}
              value={part.number ?? ''}
              onChange={(event) => {
                const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 4)
                page.setNumber(key, digits === '' ? undefined : Number(digits))
              }}
            />
            {button('outdent', IconIndentDecrease, () => page.indent(key, -1), (part.level ?? 0) > 0)}
            {button('indent', IconIndentIncrease, () => page.indent(key, 1), (part.level ?? 0) < 5)}
          </>
        )}
      </Group>
      <Group gap="xs">
        {button('split', IconCut, splitHere, role !== 'dateline')}
        {button('merge', IconArrowMerge, () => page.merge(key), canMerge(parts, key))}
        {button('up', IconArrowUp, () => page.move(key, -1), canMove(parts, key, -1))}
        {button('down', IconArrowDown, () => page.move(key, 1), canMove(parts, key, 1))}
        {button('delete', IconTrash, () => page.remove(key))}
        <Button size="compact-sm" onClick={() => page.close(key)}>
          {t('done')}
        </Button>
      </Group>
    </Stack>
  )
}
