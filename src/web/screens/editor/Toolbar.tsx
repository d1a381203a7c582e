import { ActionIcon, Button, Group, Progress, SegmentedControl, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconKeyboard, IconLayoutSidebarRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesk, useEditsState } from './context.ts'
import { blocks } from './findings.ts'
import type { Someone } from './presence.tsx'
import { Present } from './presence.tsx'

export const filters = ['all', 'open', 'findings', 'changed'] as const
export type Filter = (typeof filters)[number]

interface Props {
  filter: Filter
  setFilter: (filter: Filter) => void
  present: Someone[]
  preview: boolean
  togglePreview: () => void
  showKeys: () => void
}

/** How far the text is, whether it is saved, who else is here, and what of it is shown. */
export const Toolbar = ({ filter, setFilter, present, preview, togglePreview, showKeys }: Props) => {
  const { t } = useTranslation('editor')
  const { translation, focus, edits } = useDesk()
  const state = useEditsState()
  const { segments, findings, locale } = translation
  const done = segments.filter(({ target }) => target !== '').length
  const errors = findings.filter(blocks).length
  const withErrors = new Set(findings.filter(blocks).map(({ segmentId }) => segmentId))
  const next = () => focus.step(1, (id) => edits.get(id)!.text === '' || withErrors.has(id))
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          aria-label={t('filter.title')}
          data={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
        {locale !== 'en' && (
          <>
            <Progress
              w={90}
              value={(100 * done) / segments.length}
              aria-label={t('progress', { done, count: segments.length })}
            />
            <Text size="sm">{t('progress', { done, count: segments.length })}</Text>
          </>
        )}
        {errors > 0 && (
          <Text size="sm" c="red">
            {t('errors', { count: errors })}
          </Text>
        )}
        {(errors > 0 || done < segments.length) && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconArrowDown size={15} />} onClick={next}>
            {t('next')}
          </Button>
        )}
      </Group>
      <Group gap="xs">
        <Present people={present} />
        <Text size="sm" c={state === 'saved' ? 'dimmed' : 'orange'} role="status" data-state={state}>
          {t(`state.${state}`)}
        </Text>
        <Tooltip label={t('keys.title')}>
          <ActionIcon variant="default" onClick={showKeys} aria-label={t('keys.title')}>
            <IconKeyboard size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('preview.title')}>
          <ActionIcon
            variant={preview ? 'filled' : 'default'}
            onClick={togglePreview}
            aria-pressed={preview}
            aria-label={t('preview.title')}
          >
            <IconLayoutSidebarRight size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}
