import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Webhook, WebhookDelivery } from '../../api/types.ts'
import { sayDone } from '../../parts/done.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'
import { When } from '../../parts/When.tsx'

const colors = { pending: 'blue', delivered: 'green', failed: 'red', cancelled: 'gray' } as const

/** The last that a program was told, what it answered, and a way to tell it again what it did not take. */
export const Deliveries = ({ webhook }: { webhook: Webhook }) => {
  const { t } = useTranslation('operations')
  const queries = useQueryClient()
  const address = `/api/webhooks/${webhook.id}/deliveries`
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['webhooks', webhook.id, 'deliveries'],
    queryFn: () => call<WebhookDelivery[]>('GET', address),
  })
  const again = useMutation({
    mutationFn: (id: string) => call('POST', `${address}/${id}/retry`),
    onSuccess: () => sayDone(t('deliveries.asked')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  if (isPending) return <Loading />
  if (error) return <ProblemNote error={error} again={refetch} />
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Text style={{ overflowWrap: 'anywhere' }}>{webhook.url}</Text>
        <Button variant="default" size="xs" onClick={() => refetch()}>
          {t('deliveries.look-again')}
        </Button>
      </Group>
      <ProblemNote error={again.error} />
      {data.length === 0 && <Empty title={t('deliveries.none')} lead={t('deliveries.none-lead')} />}
      <ul className={rows.rows} aria-live="polite">
        {data.map(({ id, event, status, attempts, response, since }) => (
          <li key={id} className={`${rows.row} ${rows.two}`}>
            <Stack gap={4} miw={0}>
              <Group gap="xs">
                <Text fw={600}>{t(`events.${event}`)}</Text>
                <Badge color={colors[status]} variant="light" tt="none">
                  {t(`deliveries.${status}`)}
                </Badge>
              </Group>
              <Text size="sm" c="dimmed">
                <When iso={since} />
                {` · ${t('deliveries.attempts', { count: attempts })}`}
              </Text>
              {response && (
                <Text size="sm" lang="en">
                  {response}
                </Text>
              )}
            </Stack>
            {(status === 'failed' || status === 'cancelled') && !webhook.pausedAt && (
              <Button variant="default" size="xs" loading={again.isPending} onClick={() => again.mutate(id)}>
                {t('deliveries.again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  )
}
