import { Badge, Progress as Bar, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Dispatch } from '../../api/types.ts'
import { useFormat } from '../../format.ts'

/** Where a delivery can stand, in the order of its life, with its colour. */
const states = {
  sent: 'green',
  uncertain: 'orange',
  bounced: 'red',
  failed: 'red',
  sending: 'blue',
  deferred: 'yellow',
  pending: 'gray',
  cancelled: 'gray',
} as const

const done = ['sent', 'uncertain', 'bounced', 'failed', 'cancelled'] as const

/** How far a dispatch is: its deliveries by state, how fast they go, and when the last one will be out. */
export const Progress = ({ dispatch }: { dispatch: Dispatch }) => {
  const { t } = useTranslation('publish')
  const format = useFormat()
  const { deliveries, recipients, perMinute, endsAt } = dispatch
  const total = recipients ?? 0
  const count = (state: string) => deliveries[state] ?? 0
  const sent = count('sent')
  return (
    <Stack gap="xs">
      <Bar.Root size="lg" aria-hidden>
        {done.map((state) => (
          <Bar.Section key={state} value={(100 * count(state)) / total} color={states[state]} aria-hidden />
        ))}
      </Bar.Root>
      <Text size="sm" fw={600}>
        {t('progress', { sent, total })}
        {perMinute > 0 && ` · ${t('rate', { count: perMinute })}`}
        {endsAt && ` · ${t('ends', { when: format.fromNow(endsAt) })}`}
      </Text>
      <Group gap="xs">
        {Object.entries(states)
          .filter(([state]) => count(state) > 0)
          .map(([state, color]) => (
            <Badge key={state} color={color} variant="light">
              {t(`delivery.${state}`)} {format.number(count(state))}
            </Badge>
          ))}
      </Group>
    </Stack>
  )
}
