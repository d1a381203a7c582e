import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Dispatch } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Question } from '../../parts/Question.tsx'

type Move = 'pause' | 'resume' | 'cancel'

const possible: Record<string, Move[]> = {
  pending: ['cancel'],
  frozen: ['pause', 'cancel'],
  sending: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
}

const icons = { pause: IconPlayerPause, resume: IconPlayerPlay, cancel: IconPlayerStop }

/** What a publisher can tell a dispatch. A cancellation is final, and asked about. */
export const Moves = ({ dispatch }: { dispatch: Dispatch }) => {
  const { t } = useTranslation('publish')
  const queries = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const move = useMutation({
    mutationFn: (what: Move) => call<unknown>('POST', `/api/dispatches/${dispatch.id}/${what}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['dispatch', dispatch.id] }),
  })
  const { deliveries } = dispatch
  const waiting = (deliveries.pending ?? 0) + (deliveries.deferred ?? 0)
  const gone = (dispatch.recipients ?? 0) - waiting
  return (
    <Group gap="xs">
      {(possible[dispatch.status] ?? []).map((what) => {
        const Icon = icons[what]
        return (
          <Button
            key={what}
            size="xs"
            variant={what === 'resume' ? 'filled' : 'default'}
            leftSection={<Icon size={14} aria-hidden />}
            loading={move.isPending && move.variables === what}
            onClick={() => (what === 'cancel' ? open() : move.mutate(what))}
          >
            {t(`move.${what}`)}
          </Button>
        )
      })}
      {!asking && <ProblemNote error={move.error} />}
      <Dialog opened={asking} close={close} title={t('cancel.title')}>
        <Question
          action={t('cancel.do')}
          leave={t('cancel.keep')}
          run={() => move.mutateAsync('cancel')}
          close={close}
        >
          <Text>{t('cancel.lead', { gone, waiting })}</Text>
        </Question>
      </Dialog>
    </Group>
  )
}
