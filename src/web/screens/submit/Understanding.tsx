import { Alert, Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import type { ReleaseKind } from '../../../releases/model.ts'
import { useFormat } from '../../format.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { PageView } from './PageView.tsx'
import { SourceInput } from './SourceInput.tsx'
import type { Bench } from './useBench.ts'

const kinds = {
  'press-release': 0,
  'joint-statement': 0,
  'media-note': 0,
  statement: 0,
  remarks: 0,
  correction: 0,
} satisfies Record<ReleaseKind, 0>

/** Where the text comes in, and what goes wrong with it. */
export const Intake = ({ bench }: { bench: Bench }) => {
  const { t } = useTranslation('submit')
  const format = useFormat()
  const { source, reading, tools } = bench
  const { draft, isKept } = tools
  return (
    <Stack gap="sm">
      <SourceInput
        source={source}
        isReading={reading.isReading}
        rows={draft.sheet ? 6 : 14}
        onFile={bench.onFile}
        onText={bench.onText}
      />
      <ProblemNote error={reading.error} again={bench.again} />
      {reading.error && reading.wanted?.kind === 'file' && (
        <Text size="sm">{t('file-refused', { name: reading.wanted.filename })}</Text>
      )}
      {!isKept && (
        <Alert color="orange" role="status" icon={<IconAlertTriangle />}>
          {t('not-kept')}
        </Alert>
      )}
      {draft.earlier.map(({ slug, title, number, createdAt }) => (
        <Alert
          key={slug + number}
          color="orange"
          role="status"
          icon={<IconAlertTriangle />}
          title={t('twice')}
        >
          <Anchor component={Link} to={generatePath(paths.release, { slug })} lang="en">
            {title}
          </Anchor>{' '}
          <Text span size="sm">
            {t('twice-when', { count: number, when: format.moment(createdAt) })}
          </Text>
        </Alert>
      ))}
      {draft.unread && draft.mended && source && (
        <Group gap="sm" role="status">
          <Text size="sm">{t('unread')}</Text>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => reading.read(source)}
          >
            {t('read-again')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** How the text was understood, to be mended. */
export const Understanding = ({ bench }: { bench: Bench }) => {
  const { t } = useTranslation('submit')
  const { tools } = bench
  const { sheet } = tools.draft
  if (!sheet) return null
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t('kind')}
        maw={320}
        value={sheet.kind}
        // The line that named another kind would say the opposite.
        onChange={(event) => {
          const kind = event.currentTarget.value as ReleaseKind
          tools.mend((before) => ({
            ...before,
            kind,
            parts: before.parts.filter(({ role }) => role !== 'kind'),
          }))
        }}
        data={Object.keys(kinds).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <PageView tools={tools} sheet={sheet} />
    </Stack>
  )
}
