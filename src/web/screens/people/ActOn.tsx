import { List, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Member } from '../../api/types.ts'
import { sayDone } from '../../parts/done.tsx'
import { Question } from '../../parts/Question.tsx'
import type { Act } from './act.ts'

interface ActOnProps {
  act: Exclude<Act, 'roles'>
  member: Member
  close: () => void
}

/** Shuts somebody out, lets them in again, or takes their second step away: after saying what that means. */
export const ActOn = ({ act, member, close }: ActOnProps) => {
  const { t } = useTranslation('people')
  const queries = useQueryClient()
  const { id, name } = member
  const run = async () => {
    await call('POST', `/api/people/${id}/${act}`).finally(() =>
      queries.invalidateQueries({ queryKey: ['people'] }),
    )
    sayDone(t(`act.${act}.done`, { name }))
  }
  return (
    <Question
      action={t(`act.${act}.open`)}
      color={act === 'reactivation' ? undefined : 'red'}
      run={run}
      close={close}
    >
      <Text>{t(`act.${act}.lead`)}</Text>
      <List spacing="xs">
        {Object.entries(t(`act.${act}.means`, { returnObjects: true }) as Record<string, string>).map(
          ([key, means]) => (
            <List.Item key={key}>{means}</List.Item>
          ),
        )}
      </List>
    </Question>
  )
}
