import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Delivery, Dispatch } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Resend } from './Resend.tsx'

const PORTION = 50
const over = ['cancelled', 'failed']

/** Deliveries at one status, with what the mail server said of each. */
export const Deliveries = ({ dispatch, status }: { dispatch: Dispatch; status: string }) => {
  const { t } = useTranslation('publish')
  const me = useMe()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      // Looked at again when their number changes.
      queryKey: ['dispatch', dispatch.id, 'deliveries', status, dispatch.deliveries[status]],
      initialPageParam: '',
      queryFn: ({ pageParam }) =>
        call<Delivery[]>(
          'GET',
          `/api/dispatches/${dispatch.id}/deliveries?status=${status}&limit=${PORTION}${pageParam && `&after=${pageParam}`}`,
        ),
      getNextPageParam: (last) => (last.length < PORTION ? undefined : last.at(-1)!.id),
    })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  const mayResend = status === 'uncertain' && mayAs(me, ['publisher']) && !over.includes(dispatch.status)
  return (
    <Stack gap={0}>
      {data.pages.flat().map(({ id, email, response, excluded }) => (
        <Group
          key={id}
          justify="space-between"
          gap="xs"
          py="xs"
          style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
        >
          <Stack gap={0} miw={0} flex="1 1 14rem">
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {email}
            </Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {excluded ? excluded.words : response && t('server-said', { response })}
            </Text>
          </Stack>
          {mayResend && <Resend dispatchId={dispatch.id} id={id} email={email} />}
        </Group>
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
