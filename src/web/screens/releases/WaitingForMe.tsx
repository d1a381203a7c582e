import { Badge, Card, Group, Stack, Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Waiting } from '../../api/types.ts'
import { placeOf, useWaiting } from '../../api/waiting.ts'
import { useFormat } from '../../format.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'
import { useTitle } from '../../parts/useTitle.ts'
import styles from './Releases.module.css'

const Item = ({ item }: { item: Waiting }) => {
  const { t } = useTranslation('releases')
  const { t: common } = useTranslation()
  const format = useFormat()
  const { what, locale, since, dueAt, open, errors } = item
  const title = useTitle()(item)
  const late = dueAt !== null && new Date(dueAt) < new Date()
  return (
    <Card component={Link} to={placeOf(item)} withBorder padding="sm" className={styles.item}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Stack gap={2} miw={0}>
          <Text fw={600} size="sm" c="var(--mantine-primary-color-filled)">
            {t(what, { language: locale ? common(`language.${locale}`) : '' })}
          </Text>
          <Text lang={title.lang}>{title.text}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t('since', { when: format.fromNow(since) })}
            </Text>
            {dueAt && (
              <Text size="sm" c={late ? 'red' : 'dimmed'} fw={late ? 600 : undefined}>
                {late ? `${t('overdue')} · ` : ''}
                {t('due', { when: format.moment(dueAt) })}
              </Text>
            )}
            {open > 0 && <Badge variant="default">{t('open', { count: open })}</Badge>}
            {errors > 0 && (
              <Badge color="red" variant="light">
                {t('errors', { count: errors })}
              </Badge>
            )}
          </Group>
        </Stack>
        <IconChevronRight aria-hidden className={styles.arrow} />
      </Group>
    </Card>
  )
}

/** What the reader is to do next. */
export const WaitingForMe = () => {
  const { t } = useTranslation('releases')
  const { data, error, isPending, refetch } = useWaiting()
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  if (data.length === 0) return <Text c="dimmed">{t('nothing-waits')}</Text>
  return (
    <Stack component="ul" gap="xs" className={rows.rows}>
      {data.map((item) => (
        <li key={`${item.what} ${item.slug} ${item.locale} ${item.segmentId}`}>
          <Item item={item} />
        </li>
      ))}
    </Stack>
  )
}
