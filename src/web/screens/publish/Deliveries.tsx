import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayAs, useMe } from '../../api/me.ts'
import type { Delivery, Dispatch } from '../../api/types.ts'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import { Resend } from './Resend.tsx'

const over = ['cancelled', 'failed']

/** Deliveries at one status, with what the mail server said of each. */
export const Deliveries = ({ dispatch, status }: { dispatch: Dispatch; status: string }) => {
  const { t } = useTranslation('publish')
  const me = useMe()
  const deliveries = usePortions<Delivery>({
    // Looked at again when their number changes.
    name: ['dispatch', dispatch.id, 'deliveries', dispatch.deliveries[status]],
    path: `/api/dispatches/${dispatch.id}/deliveries`,
    wanted: { status },
    next: ({ id }) => ({ after: id }),
  })
  const mayResend = status === 'uncertain' && mayAs(me, ['publisher']) && !over.includes(dispatch.status)
  return (
    <Stack gap={0}>
      <Portions of={deliveries} empty={null}>
        {(found) =>
          found.map(({ id, email, response, excluded }) => (
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
          ))
        }
      </Portions>
    </Stack>
  )
}
