import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Returns as ReturnsAnswer } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'
import styles from './Lists.module.css'

/** Mail that came back: how much of it as what, and what nobody recognised, to be read by people. */
export const Returns = () => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['returns'],
    queryFn: () => call<ReturnsAnswer>('GET', '/api/returns'),
  })
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.counts.length === 0) return <Empty title={t('returns.none')} lead={t('returns.none-lead')} />
  return (
    <Stack gap="sm">
      <Text>{data.counts.map(({ kind, count }) => t(`returns.kind.${kind}`, { count })).join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {t('returns.lead')}
      </Text>
      <ul className={rows.rows}>
        {data.unrecognised.map(({ id, at, sender, subject }) => (
          <li key={id} className={`${rows.row} ${styles.row}`}>
            <Anchor href={`/api/returns/${id}`} download fw={600} className={styles.person}>
              {subject || t('returns.no-subject')}
            </Anchor>
            <Text size="sm">
              {sender || t('returns.no-sender')} · {format.moment(at)}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
