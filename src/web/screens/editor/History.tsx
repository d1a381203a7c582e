import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Segment, Sitting } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Runs } from '../../parts/Difference.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useDesk } from './context.ts'

/** What people made of a segment's text, the newest first. */
export const History = ({ segment }: { segment: Segment }) => {
  const { t } = useTranslation('editor')
  const format = useFormat()
  const { slug, locale } = useDesk().translation
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['translation', slug, locale, 'history', segment.id],
    queryFn: () =>
      call<Sitting[]>('GET', `/api/releases/${slug}/translations/${locale}/segments/${segment.id}/history`),
  })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  if (data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('history.none')}
      </Text>
    )
  }
  return (
    <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
      {data.map(({ by, at, difference }) => (
        <li key={at}>
          <Text size="xs" c="dimmed">
            {by ?? t('history.nobody')} · {format.moment(at)}
          </Text>
          <Text size="sm">
            <Runs runs={difference} lang={locale} />
          </Text>
        </li>
      ))}
    </Stack>
  )
}
