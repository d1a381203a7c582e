import { Badge, Box, Group, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import type { Translation } from '../../api/types.ts'
import { Difference } from '../../parts/Difference.tsx'
import styles from './Editor.module.css'

const headings = ['title', 'heading', 'letterhead', 'kind']

/** A translation whole, as it is approved, with what changed since it was approved last. */
export const ApprovedText = ({ translation }: { translation: Translation }) => {
  const { t } = useTranslation('editor')
  const { segments, approval, contentSha256 } = translation
  const locale = translation.locale as Locale
  const changed = segments.filter(({ approvedText }) => approvedText !== null)
  const [onlyChanged, setOnlyChanged] = useState(false)
  const waived = translation.findings.filter((finding) => finding.waived)
  return (
    <Stack gap="xs">
      {approval && changed.length > 0 && (
        <Group justify="space-between">
          <Text size="sm">{t('approve.since', { name: approval.by, count: changed.length })}</Text>
          <Switch
            size="sm"
            label={t('approve.only-changed')}
            checked={onlyChanged}
            onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
          />
        </Group>
      )}
      <Box className={styles.approved} lang={locale} tabIndex={0} role="document">
        {(onlyChanged ? changed : segments).map(({ id, type, target, approvedText }) => (
          <p key={id} data-heading={headings.includes(type) || undefined}>
            {approvedText === null ? (
              target
            ) : (
              <Difference before={approvedText} after={target} lang={locale} />
            )}
          </p>
        ))}
      </Box>
      {waived.map(({ id, message, waived }) => (
        <Text key={id} size="sm" component="div">
          <Badge size="sm" variant="light" color="gray">
            {t('severity.waived')}
          </Badge>{' '}
          {message} — {t('waived', { reason: waived!.reason })}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {t('approve.hash', { hash: contentSha256.slice(0, 12) })}
      </Text>
    </Stack>
  )
}
