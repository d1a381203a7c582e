import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Thread } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Approve } from './Approve.tsx'
import { useDesk } from './context.ts'
import { type Deed, useDeciding, useObstacles, useTurn } from './deciding.ts'
import { NextToDo } from './NextToDo.tsx'
import { SendBack } from './SendBack.tsx'

const outcomes: Record<Deed, string> = { approval: 'approved', return: 'returned', 'hand-in': 'in-review' }

/** Approve, send back or hand in again; why not, where it cannot be; and where to go on when it is done. */
export const Decision = ({ threads }: { threads: Thread[] }) => {
  const { t } = useTranslation('editor')
  const { mayDecide, mayHandIn, isComplete } = useTurn()
  const obstacles = useObstacles(threads)
  const [approving, approval] = useDisclosure()
  const [returning, sending] = useDisclosure()
  const { status } = useDesk().translation
  const [last, setLast] = useState<Deed | null>(null)
  // Until something else became of the text.
  const done = last && outcomes[last] === status ? last : null
  const handIn = useDeciding('hand-in', () => setLast('hand-in'))
  const settled = (deed: Deed, close: () => void) => () => {
    close()
    setLast(deed)
  }
  return (
    <Stack gap={6}>
      {mayDecide && obstacles.length > 0 && (
        <Text size="sm" c="dimmed" component="div" id="obstacles" tabIndex={-1}>
          {t('obstacle.title')}
          <ul style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
            {obstacles.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Text>
      )}
      <ProblemNote error={handIn.error} />
      {(mayDecide || mayHandIn) && (
        <Group gap="xs">
          {mayDecide && (
            <>
              <Button
                color="green"
                disabled={obstacles.length > 0}
                data-decision="approval"
                onClick={approval.open}
              >
                {t('approve.open')}
              </Button>
              <Button variant="light" color="orange" data-decision="return" onClick={sending.open}>
                {t('return.open')}
              </Button>
            </>
          )}
          {mayHandIn && (
            <Button loading={handIn.isPending} onClick={() => handIn.mutate(undefined)}>
              {t('hand-in')}
            </Button>
          )}
        </Group>
      )}
      {!mayDecide && isComplete && <Text size="sm">{t('complete')}</Text>}
      {((!mayDecide && !mayHandIn) || done) && <NextToDo done={done} />}
      <Dialog opened={approving} close={approval.close} title={t('approve.title')} wide>
        <Approve close={approval.close} done={settled('approval', approval.close)} />
      </Dialog>
      <Dialog opened={returning} close={sending.close} title={t('return.title')}>
        <SendBack close={sending.close} done={settled('return', sending.close)} />
      </Dialog>
    </Stack>
  )
}
