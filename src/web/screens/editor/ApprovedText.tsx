import { Badge, Box, Group, Stack, Switch, Text } from '@mantine/core'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import { joinSentences } from '../../../language/sentences.ts'
import type { Segment, Translation } from '../../api/types.ts'
import { Difference } from '../../parts/Difference.tsx'
import { Inline } from '../../parts/Inline.tsx'
import styles from './Editor.module.css'

const headings = ['title', 'heading', 'letterhead', 'kind']

/** The sentences of one block, as the paragraph that they are. */
const Paragraph = ({ segments, locale }: { segments: Segment[]; locale: Locale }) => (
  <p data-heading={headings.includes(segments[0]!.type) || undefined}>
    {segments.map(({ id, target, approvedText }, at) => (
      <Fragment key={id}>
        {at > 0 && joinSentences(['', ''], locale)}
        {approvedText === null ? (
          <Inline text={target} />
        ) : (
          <Difference before={approvedText} after={target} lang={locale} />
        )}
      </Fragment>
    ))}
  </p>
)

/** A translation whole, as it is approved, with what changed since it was approved last. */
export const ApprovedText = ({ translation }: { translation: Translation }) => {
  const { t } = useTranslation('editor')
  const { segments, approval, contentSha256 } = translation
  const locale = translation.locale as Locale
  const changed = segments.filter(({ approvedText }) => approvedText !== null)
  const [onlyChanged, setOnlyChanged] = useState(false)
  const waived = translation.findings.filter((finding) => finding.waived)
  const paragraphs = Map.groupBy(onlyChanged ? changed : segments, ({ block }) => block)
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
        {[...paragraphs].map(([block, sentences]) => (
          <Paragraph key={block} segments={sentences} locale={locale} />
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
