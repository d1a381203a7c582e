import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Event } from '../../api/types.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FileMenu } from '../../parts/FileMenu.tsx'
import { queryOf, useFilters } from '../../parts/filters.ts'
import { Page } from '../../parts/Page.tsx'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import { EventFilters } from './EventFilters.tsx'
import { EventList } from './EventList.tsx'
import { useVerification, VerdictNote, VerifyButton } from './Verification.tsx'

const calendarDay = /^\d{4}-\d{2}-\d{2}$/

/** When a day begins where the reader is, or the day after it. */
const beginOf = (day: string, later = 0): string | undefined => {
  if (!calendarDay.test(day)) return undefined
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date + later).toISOString()
}

/** The record of every decision, as a person reads it. */
export default function Activity() {
  const { t } = useTranslation('activity')
  const { get } = useFilters()
  const asked = useVerification()
  const wanted = {
    action: get('action'),
    actor: get('actor'),
    release: get('release'),
    since: beginOf(get('from')),
    until: beginOf(get('to'), 1),
  }
  const events = usePortions<Event>({
    name: ['activity', 'events'],
    path: '/api/audit',
    wanted,
    next: ({ seq }) => ({ before: seq }),
  })
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <FileMenu
            label={t('export')}
            files={(['csv', 'jsonl'] as const).map((format) => ({
              name: t(`file.${format}`),
              href: `/api/audit/export?${queryOf({ ...wanted, format })}`,
            }))}
          />
          <VerifyButton asked={asked} />
        </>
      }
    >
      <Text c="dimmed" size="sm">
        {t('lead')}
      </Text>
      <VerdictNote asked={asked} />
      <EventFilters />
      <Portions of={events} empty={<Empty order={2} title={t('none')} lead={t('none-lead')} />}>
        {(found) => <EventList events={found} />}
      </Portions>
    </Page>
  )
}
