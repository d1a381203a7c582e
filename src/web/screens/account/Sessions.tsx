import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Session } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { sayDone } from '../../parts/done.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { deviceOf } from './device.ts'

/** Where one is signed in, and the way to end it from here. */
export const Sessions = () => {
  const { t } = useTranslation('account')
  const format = useFormat()
  const queries = useQueryClient()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => call<Session[]>('GET', '/api/me/sessions'),
  })
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE', `/api/me/sessions${id && `/${id}`}`),
    onSuccess: (_, id) => sayDone(t(id ? 'sessions.ended' : 'sessions.others-ended')),
    // What could not be ended may have ended already.
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  return (
    <Card withBorder>
      <Stack>
        <ProblemNote error={end.error} />
        <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
          {data.map(({ id, current, userAgent, ipAddress, createdAt }) => {
            const device = deviceOf(userAgent) ?? t('sessions.unknown')
            return (
              <Group component="li" key={id} justify="space-between" gap="sm">
                <div>
                  <Group gap="xs">
                    <Text fw={600}>{device}</Text>
                    {current && <Badge variant="light">{t('sessions.this')}</Badge>}
                  </Group>
                  <Text size="sm" c="dimmed">
                    {t('sessions.since', { when: format.moment(createdAt) })}
                    {ipAddress && ` · ${ipAddress}`}
                  </Text>
                </div>
                {!current && (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={`${t('sessions.end')}: ${device}, ${format.moment(createdAt)}`}
                    loading={end.isPending && end.variables === id}
                    onClick={() => end.mutate(id)}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </Group>
            )
          })}
        </Stack>
        {data.length > 1 && (
          <Group>
            <Button
              variant="default"
              loading={end.isPending && end.variables === ''}
              onClick={() => end.mutate('')}
            >
              {t('sessions.end-others')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
