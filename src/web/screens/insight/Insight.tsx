import '@mantine/charts/styles.css'
import { NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Insight as Answer } from '../../api/types.ts'
import { queryOf, useFilters } from '../../parts/filters.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Distances, type Measure } from './Distances.tsx'
import { Origins } from './Origins.tsx'
import { Standing } from './Standing.tsx'
import { Times } from './Times.tsx'
import { Usage } from './Usage.tsx'

const DAY_MS = 86_400_000
/** In days. */
const periods = ['30', '90', '365']
const usual = '90'

/** How the work goes: where drafts come from, what they are worth, how long it takes and what waits. */
export default function Insight() {
  const { t } = useTranslation('insight')
  const { get, set } = useFilters()
  const days = periods.includes(get('days')) ? get('days') : usual
  const measure: Measure = get('measure') === 'ter' ? 'ter' : 'chrf'
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['insight', days],
    queryFn: () => {
      const since = new Date(Date.now() - Number(days) * DAY_MS).toISOString()
      return call<Answer>('GET', `/api/insight?${queryOf({ since })}`)
    },
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title={t('title')}
      actions={
        <NativeSelect
          aria-label={t('period')}
          value={days}
          onChange={(event) => set({ days: event.currentTarget.value })}
          data={periods.map((value) => ({ value, label: t(`last.${value}`) }))}
        />
      }
    >
      <Text c="dimmed" size="sm">
        {t('lead')}
      </Text>
      {isPending ? (
        <Loading lines={8} />
      ) : error ? (
        <ProblemNote error={error} again={refetch} />
      ) : (
        <Stack gap="xl">
          <Standing rows={data.standing} />
          <Times rows={data.times} />
          <Origins counts={data.origins} />
          {data.distances.length > 0 && (
            <SegmentedControl
              w="fit-content"
              aria-label={t('distance.measure')}
              value={measure}
              onChange={(value) => set({ measure: value })}
              data={[
                { value: 'chrf', label: t('distance.as-chrf') },
                { value: 'ter', label: t('distance.as-ter') },
              ]}
            />
          )}
          <Distances rows={data.distances} measure={measure} />
          <Usage rows={data.usage} />
        </Stack>
      )}
    </Page>
  )
}
