import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Dispatch, DispatchRow } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'
import { Status } from '../../parts/Status.tsx'

const Row = ({ dispatch }: { dispatch: DispatchRow }) => {
  const { t } = useTranslation('release')
  const format = useFormat()
  const { id, status, scheduledAt, lists } = dispatch
  const { data } = useQuery({
    queryKey: ['dispatch', id],
    queryFn: () => call<Dispatch>('GET', `/api/dispatches/${id}`),
  })
  return (
    <li className={rows.row}>
      <Stack gap={4}>
        <Group gap="sm">
          <Text fw={600}>{lists.join(', ')}</Text>
          <Status status={status} />
          <Text size="sm" c="dimmed">
            {format.moment(scheduledAt)}
          </Text>
        </Group>
        {data && (
          <Text size="sm">
            {Object.entries(data.deliveries)
              .map(([where, count]) => t(`delivery.${where}`, { count }))
              .join(' · ') || t('no-deliveries')}
          </Text>
        )}
      </Stack>
    </li>
  )
}

/** What was ordered to be sent of the release, and how far it is. */
export const Dispatches = ({ dispatches }: { dispatches: DispatchRow[] }) => {
  const { t } = useTranslation('release')
  if (dispatches.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('no-dispatches')}
      </Text>
    )
  return (
    <ul className={rows.rows}>
      {dispatches.map((dispatch) => (
        <Row key={dispatch.id} dispatch={dispatch} />
      ))}
    </ul>
  )
}
