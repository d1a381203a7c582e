import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Webhook } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone } from '../../parts/done.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Question } from '../../parts/Question.tsx'
import rows from '../../parts/rows.module.css'
import { Deliveries } from './Deliveries.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import { type Act, WebhookRow } from './WebhookRow.tsx'

/** Programs elsewhere that are told of steps, and what can be done about each. */
export const Webhooks = () => {
  const { t } = useTranslation('operations')
  const queries = useQueryClient()
  const [asked, setAsked] = useState<{ act: Act | 'add'; webhook?: Webhook }>()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => call<Webhook[]>('GET', '/api/webhooks'),
  })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['webhooks'] })
  const close = () => setAsked(undefined)
  const { act, webhook } = asked ?? {}
  const address = `/api/webhooks/${webhook?.id}`
  const settle = (done: 'paused' | 'resumed' | 'removed') => async () => {
    const request =
      done === 'removed' ? call('DELETE', address) : call('PATCH', address, { paused: done === 'paused' })
    await request.finally(lookAgain)
    sayDone(t(`webhooks.${done}`))
  }
  const question = { pause: 'paused', resume: 'resumed', remove: 'removed' } as const
  return (
    <Stack>
      <Text c="dimmed">{t('webhooks.lead')}</Text>
      {data.length > 0 && (
        <ul className={rows.rows}>
          {data.map((one) => (
            <WebhookRow key={one.id} webhook={one} ask={(act) => setAsked({ act, webhook: one })} />
          ))}
        </ul>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAsked({ act: 'add' })}
        >
          {t('webhooks.add')}
        </Button>
      </Group>
      {act && (
        <Dialog opened close={close} title={t(`webhooks.${act}`)} wide={act === 'deliveries'}>
          {(act === 'add' || act === 'edit') && (
            <WebhookForm webhook={webhook} saved={lookAgain} close={close} />
          )}
          {act === 'deliveries' && <Deliveries webhook={webhook!} />}
          {(act === 'pause' || act === 'resume' || act === 'remove') && (
            <Question
              action={t(`webhooks.${act}`)}
              color={act === 'remove' ? 'red' : undefined}
              run={settle(question[act])}
              close={close}
            >
              <Text style={{ overflowWrap: 'anywhere' }}>{webhook!.url}</Text>
              <Text>{t(`webhooks.${act}-means`)}</Text>
            </Question>
          )}
        </Dialog>
      )}
    </Stack>
  )
}
