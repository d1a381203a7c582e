import { Alert, Card, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Dispatch } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Status } from '../../parts/Status.tsx'
import { When } from '../../parts/When.tsx'
import { Attention } from './Attention.tsx'
import { Moves } from './Moves.tsx'
import { Progress } from './Progress.tsx'

/** In ms: counts are looked at this often while they move. */
const LOOK = 1000

const isMoving = ({ status, dueAt }: Dispatch) =>
  status === 'pending' || status === 'sending' || (status === 'frozen' && new Date(dueAt) <= new Date())

/** One sending: to whom, when, how far it is, and what a person can do about it. */
export const DispatchCard = ({ id }: { id: string }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const me = useMe()
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['dispatch', id],
    queryFn: () => call<Dispatch>('GET', `/api/dispatches/${id}`),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? LOOK : false),
  })
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading lines={2} />
  const { kind, listNames, tags, status, createdBy, createdAt, dueAt, recipients, reason, revision } = data
  return (
    <Card withBorder padding="md" component="article" aria-labelledby={`dispatch-${id}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm" align="flex-start">
          <Stack gap={2} miw={0} flex="1 1 18rem">
            <Title order={3} size="h5" id={`dispatch-${id}`}>
              {t(`to.${kind}`, { lists: listNames.join(', ') })}
            </Title>
            {tags.length > 0 && <Text size="sm">{t('only-tags', { tags: tags.join(', ') })}</Text>}
            <Text size="sm" c="dimmed">
              {t('ordered', { name: createdBy, when: format.moment(createdAt) })} ·{' '}
              {t('revision', { count: revision })}
            </Text>
            {status === 'frozen' && (
              <Text size="sm" fw={600}>
                {t('goes-out')} <When iso={dueAt} />
              </Text>
            )}
            {recipients !== null && (
              <Text size="sm">{t('frozen-with', { count: recipients, left: data.excluded ?? 0 })}</Text>
            )}
          </Stack>
          <Group gap="xs">
            <Status status={status} />
            {mayAs(me, ['publisher']) && <Moves dispatch={data} />}
          </Group>
        </Group>
        <VisuallyHidden role="status">{common(`status.${status}`)}</VisuallyHidden>
        {reason && <Alert color={status === 'cancelled' ? 'gray' : 'orange'}>{reason.words}</Alert>}
        {recipients ? <Progress dispatch={data} /> : null}
        <Attention dispatch={data} />
      </Stack>
    </Card>
  )
}
