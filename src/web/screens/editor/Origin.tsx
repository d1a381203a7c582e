import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import type { DraftDetails } from '../../../translation/model.ts'
import type { Segment } from '../../api/types.ts'
import { Difference } from '../../parts/Difference.tsx'
import { useCell, useDesk } from './context.ts'

/** Where a text comes from, in a word or two. */
export const OriginBadge = ({ segment }: { segment: Segment }) => {
  const { t } = useTranslation('editor')
  const [engine, score] = segment.origin.split(' ')
  const words = segment.editedBy
    ? t('origin.edited', { name: segment.editor })
    : segment.approvedBefore
      ? t('origin.approved-before')
      : t(`origin.${engine}`, { score: Number(score), defaultValue: segment.origin })
  return (
    <Badge variant="default" size="sm" fw={500}>
      {words}
    </Badge>
  )
}

/** What the memory, an earlier revision or an engine proposes, and how its source differs from this one. */
export const Proposal = ({ segment }: { segment: Segment }) => {
  const { t } = useTranslation('editor')
  const { translation, edits, mayEdit } = useDesk()
  const { text } = useCell(segment.id)
  const { draft, reason, previous } = segment
  const details = segment.details as DraftDetails | null
  if (reason) {
    return (
      <Text size="sm" c="dimmed">
        {reason}
      </Text>
    )
  }
  if (!draft || draft === text) return null
  const locale = translation.locale as Locale
  const was = details?.unit?.source ?? previous?.source
  return (
    <Stack gap={4}>
      <Text size="xs" c="dimmed" fw={600} component="div">
        {t('proposal')} <OriginBadge segment={{ ...segment, editedBy: null }} />
      </Text>
      <Text size="sm">
        {text ? <Difference before={text} after={draft} lang={locale} /> : <span lang={locale}>{draft}</span>}
      </Text>
      {was && was !== segment.source && (
        <Text size="xs" c="dimmed">
          {t('its-source')} <Difference before={was} after={segment.source} lang="en" />
        </Text>
      )}
      {details?.replaced?.map(({ from, to }) => (
        <Text key={from} size="xs" c="dimmed">
          {t('put-in-place')} <del>{from}</del> → <ins>{to}</ins>
        </Text>
      ))}
      {mayEdit && (
        <Group>
          <Button size="compact-sm" variant="light" onClick={() => edits.type(segment.id, draft)}>
            {t('take')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
