import { Button, Group, Kbd, Paper, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sheet } from './draft.ts'
import { PartEditor } from './PartEditor.tsx'
import { PartRow } from './PartRow.tsx'
import { faultsOf } from './parts.ts'
import styles from './Submit.module.css'
import { ToldNote } from './ToldNote.tsx'
import type { DraftTools } from './useDraft.ts'
import { usePage } from './usePage.ts'

const keys = [
  ['Enter', 'split'],
  ['Backspace', 'merge'],
  ['Alt ↑ ↓', 'move'],
  ['Ctrl Z', 'undo'],
  ['Esc', 'done'],
] as const

/** The release as it was understood, like a page: each line says what it is, and opens to be mended. */
export const PageView = ({ tools, sheet }: { tools: DraftTools; sheet: Sheet }) => {
  const { t } = useTranslation('submit')
  const page = usePage(tools)
  const { parts, told } = sheet
  const faults = faultsOf(parts)
  const dismiss = (id: string) =>
    tools.mend((before) => ({ ...before, told: before.told.filter((one) => one.id !== id) }))
  const undoByKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return
    event.preventDefault()
    page.takeBack()
  }
  const nowhere = told.filter(({ at }) => at === null || !parts.some(({ key }) => key === at))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what a button does
    <div onKeyDown={undoByKey}>
      <Stack gap="sm">
        {nowhere.map((one) => (
          <ToldNote key={one.id} told={one} onDismiss={dismiss} />
        ))}
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {t('page-hint')}
          </Text>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={!tools.canUndo}
            onClick={page.takeBack}
          >
            {t('undo')}
          </Button>
        </Group>
        <Paper component="ol" withBorder shadow="xs" className={styles.page} aria-label={t('page')}>
          {parts.map((part) => {
            const { key, role } = part
            const fault = faults.find((one) => one.key === key)
            return (
              <li key={key} className={styles.row} data-open={page.opened?.key === key || undefined}>
                <span className={styles.role} id={`role-${key}`}>
                  {t(`role.${role}`)}
                </span>
                <div className={styles.cell}>
                  {page.opened?.key === key ? (
                    <PartEditor part={part} parts={parts} caret={page.opened.caret} page={page} />
                  ) : (
                    <PartRow part={part} onOpen={page.open} />
                  )}
                  {fault && page.opened?.key !== key && (
                    <Text size="sm" c="red">
                      {t(`fault.${fault.fault}`)}
                    </Text>
                  )}
                  {told
                    .filter(({ at }) => at === key)
                    .map((one) => (
                      <ToldNote key={one.id} told={one} onDismiss={dismiss} />
                    ))}
                </div>
              </li>
            )
          })}
        </Paper>
        <Group justify="space-between" gap="sm">
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => page.add(parts.findLast(({ role }) => role !== 'dateline')?.key ?? null)}
          >
            {t('add')}
          </Button>
          <Group gap="xs" visibleFrom="sm" c="dimmed">
            {keys.map(([key, what]) => (
              <Text key={key} size="xs" span>
                <Kbd size="xs">{key}</Kbd> {t(`key.${what}`)}
              </Text>
            ))}
          </Group>
        </Group>
        <VisuallyHidden role="status">{page.said}</VisuallyHidden>
      </Stack>
    </div>
  )
}
