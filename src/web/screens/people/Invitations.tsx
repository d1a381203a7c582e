import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { OpenInvitation } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Question } from '../../parts/Question.tsx'
import rows from '../../parts/rows.module.css'
import { Section } from '../../parts/Section.tsx'
import { Roles } from './Roles.tsx'

/** In ms: while a mail is under way, nobody tells us when it has arrived. */
const LOOK_AGAIN = 3000

const Row = ({ invitation, withdraw }: { invitation: OpenInvitation; withdraw: () => void }) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { email, mail, grants, createdAt, expiresAt } = invitation
  const whose = email ?? t('open.by-hand')
  return (
    <li className={`${rows.row} ${rows.two}`}>
      <Stack gap={4} miw={0}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {whose}
          </Text>
          {mail && (
            <Badge variant="light" color={mail === 'failed' || mail === 'cancelled' ? 'red' : 'gray'}>
              {t(`open.mail.${mail}`)}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('open.made', { when: format.moment(createdAt) })} ·{' '}
          {t('open.until', { when: format.day(expiresAt) })}
        </Text>
        <Roles grants={grants} />
      </Stack>
      <Group>
        <Button
          variant="default"
          size="xs"
          aria-label={`${t('open.withdraw')}: ${whose}, ${format.moment(createdAt)}`}
          onClick={withdraw}
        >
          {t('open.withdraw')}
        </Button>
      </Group>
    </li>
  )
}

/** Who is invited and has not come yet; nothing where there is nobody. */
export const Invitations = () => {
  const { t } = useTranslation('people')
  const queries = useQueryClient()
  const [asking, asker] = useDisclosure()
  const [meant, setMeant] = useState<OpenInvitation>()
  const { data, error, refetch } = useQuery({
    queryKey: ['invitations'],
    queryFn: () => call<OpenInvitation[]>('GET', '/api/invitations'),
    refetchInterval: ({ state }) => state.data?.some(({ mail }) => mail === 'pending') && LOOK_AGAIN,
  })
  const withdraw = async () => {
    await call('DELETE', `/api/invitations/${meant!.id}`).finally(() =>
      queries.invalidateQueries({ queryKey: ['invitations'] }),
    )
    sayDone(t('open.withdrawn'))
  }
  return (
    <>
      <ProblemNote error={error} again={refetch} />
      {data && data.length > 0 && (
        <Section title={t('open.title')}>
          <ul className={rows.rows}>
            {data.map((invitation) => (
              <Row
                key={invitation.id}
                invitation={invitation}
                withdraw={() => {
                  setMeant(invitation)
                  asker.open()
                }}
              />
            ))}
          </ul>
        </Section>
      )}
      <Dialog opened={asking} close={asker.close} title={t('open.withdraw-title')}>
        <Question action={t('open.withdraw')} run={withdraw} close={asker.close}>
          <Text>{t('open.withdraw-lead', { who: meant?.email ?? t('open.by-hand') })}</Text>
        </Question>
      </Dialog>
    </>
  )
}
