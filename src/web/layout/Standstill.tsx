import { Alert, Button, Group, List, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlayerPause } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../api/client.ts'
import { mayAs, useMe } from '../api/me.ts'
import type { Standstill as Answer } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { sayDone } from '../parts/done.tsx'
import { Question } from '../parts/Question.tsx'

const useStandstill = () =>
  useQuery({
    queryKey: ['standstill'],
    queryFn: async () => (await call<{ standstill: Answer }>('GET', '/api/standstill')).standstill,
  })

/** What leaves when it ends, and what does not. */
const Held = ({ held }: { held: NonNullable<Answer>['held'] }) => {
  const { t } = useTranslation()
  const leaving = (['dispatches', 'notices', 'letters', 'webhooks'] as const).filter((kind) => held[kind] > 0)
  return (
    <>
      <Text>{t('standstill.sure')}</Text>
      {leaving.length === 0 ? (
        <Text>{t('standstill.nothing')}</Text>
      ) : (
        <>
          <Text>{t('standstill.leaves')}</Text>
          <List>
            {leaving.map((kind) => (
              <List.Item key={kind}>{t(`standstill.${kind}`, { count: held[kind] })}</List.Item>
            ))}
          </List>
        </>
      )}
      {held.paused > 0 && <Text>{t('standstill.paused', { count: held.paused })}</Text>}
    </>
  )
}

/** Says on every screen that this is a restored copy from which nothing is sent, and lets an administrator end that. */
export const Standstill = () => {
  const { t } = useTranslation()
  const me = useMe()
  const format = useFormat()
  const queries = useQueryClient()
  const { data, refetch } = useStandstill()
  const [asking, { open, close }] = useDisclosure()
  if (!data) return null
  // What waits is counted anew before somebody decides by it.
  const ask = () => refetch().then(open)
  const end = async () => {
    await call('DELETE', '/api/standstill').finally(() => queries.invalidateQueries())
    sayDone(t('standstill.ended'))
  }
  return (
    <Alert color="orange" role="status" radius={0} icon={<IconPlayerPause />} title={t('standstill.title')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 20rem">
          {t('standstill.lead', { when: format.moment(data.beganAt) })}
        </Text>
        {mayAs(me, ['administrator']) && (
          <Button variant="default" onClick={ask}>
            {t('standstill.end')}
          </Button>
        )}
      </Group>
      <Dialog opened={asking} close={close} title={t('standstill.end-title')}>
        <Question action={t('standstill.end')} run={end} close={close}>
          <Held held={data.held} />
        </Question>
      </Dialog>
    </Alert>
  )
}
