import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Finding, Segment } from '../../api/types.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useKept } from '../../parts/useKept.ts'
import { useCell, useDesk } from './context.ts'
import { placeOf } from './findings.ts'

const Waiver = ({ finding, end }: { finding: Finding; end: () => void }) => {
  const { t } = useTranslation('editor')
  const { translation } = useDesk()
  const queries = useQueryClient()
  const [reason, setReason, letGo] = useKept(`waiver.${finding.id}`, '')
  const { slug, locale } = translation
  const waive = useMutation({
    mutationFn: () =>
      call('POST', `/api/releases/${slug}/translations/${locale}/findings/${finding.id}/waiver`, { reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['translation', slug, locale] })
      letGo()
      end()
    },
  })
  return (
    <Stack gap="xs" mt="xs">
      <ProblemNote error={waive.error} />
      <Textarea
        label={t('waive.reason')}
        description={t('waive.hint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="compact-sm"
          disabled={reason.trim().length < 3}
          loading={waive.isPending}
          onClick={() => waive.mutate()}
        >
          {t('waive.submit')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={end}>
          {t('waive.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

const One = ({ finding, segment }: { finding: Finding; segment: Segment }) => {
  const { t } = useTranslation('editor')
  const { translation, edits, mayEdit } = useDesk()
  const me = useMe()
  const { text } = useCell(segment.id)
  const [waiving, setWaiving] = useState(false)
  const { fix } = placeOf(finding.place)
  // A repair holds for the text that was checked.
  const repair =
    fix && mayEdit && text === segment.target
      ? text.slice(0, fix.start) + fix.text + text.slice(fix.end)
      : null
  const mayWaive = mayAs(me, ['reviewer'], translation.locale) && !finding.waived
  return (
    <Alert
      variant="light"
      color={finding.waived ? 'gray' : finding.severity === 'error' ? 'red' : 'yellow'}
      p="xs"
      title={t(finding.waived ? 'severity.waived' : `severity.${finding.severity}`)}
    >
      <Text size="sm">{finding.message}</Text>
      {finding.waived && (
        <Text size="sm" c="dimmed">
          {t('waived', { reason: finding.waived.reason })}
        </Text>
      )}
      {!waiving && (repair !== null || mayWaive) && (
        <Group gap="xs" mt={6}>
          {repair !== null && (
            <Button size="compact-sm" variant="light" onClick={() => edits.type(segment.id, repair)}>
              {t('fix')}
            </Button>
          )}
          {mayWaive && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setWaiving(true)}>
              {t('waive.open')}
            </Button>
          )}
        </Group>
      )}
      {waiving && <Waiver finding={finding} end={() => setWaiving(false)} />}
    </Alert>
  )
}

/** What the checks found in a segment: each with its repair, and a way to let it stand. */
export const FindingList = ({ findings, segment }: { findings: Finding[]; segment: Segment }) => (
  <Stack gap="xs">
    {findings.map((finding) => (
      <One key={finding.id} finding={finding} segment={segment} />
    ))}
  </Stack>
)
