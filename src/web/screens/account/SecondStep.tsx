import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { sayDone } from '../../parts/done.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import { ByPassword } from './ByPassword.tsx'
import { Enrol, type Enrolment } from './Enrol.tsx'

type Stage = 'rest' | 'password' | 'app' | 'codes'

/** The second step of signing in: whether it is on, setting it up in three stages, and turning it off. */
export const SecondStep = () => {
  const { t } = useTranslation('account')
  const me = useMe()
  const queries = useQueryClient()
  const [stage, setStage] = useState<Stage>('rest')
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['me'] })
  const rest = () => setStage('rest')

  const begin = async (password: string) => {
    setEnrolment(await call<Enrolment>('POST', '/api/auth/two-factor/enable', { password }))
    setStage('app')
  }
  const confirmed = async () => {
    setStage('codes')
    await lookAgain()
  }
  const end = async (password: string) => {
    await call('POST', '/api/auth/two-factor/disable', { password })
    await lookAgain()
    rest()
    sayDone(t('second.ended'))
  }

  if (!me.password) return <Text c="dimmed">{t('second.elsewhere')}</Text>
  return (
    <Card withBorder>
      <Stack>
        <Group gap="xs" wrap="nowrap" role="status">
          {me.twoFactor && <IconShieldCheck aria-hidden color="var(--mantine-color-green-filled)" />}
          <Text flex={1}>{t(me.twoFactor ? 'second.on' : 'second.off')}</Text>
        </Group>
        {stage === 'rest' && (
          <Group>
            <Button variant={me.twoFactor ? 'default' : 'filled'} onClick={() => setStage('password')}>
              {t(me.twoFactor ? 'second.end' : 'second.begin')}
            </Button>
          </Group>
        )}
        {stage === 'password' && (
          <ByPassword
            lead={t(me.twoFactor ? 'second.end-lead' : 'second.begin-lead')}
            action={t(me.twoFactor ? 'second.end' : 'second.next')}
            run={me.twoFactor ? end : begin}
            cancel={rest}
          />
        )}
        {stage === 'app' && <Enrol {...enrolment!} done={confirmed} cancel={rest} />}
        {stage === 'codes' && <BackupCodes codes={enrolment!.backupCodes} done={rest} />}
      </Stack>
    </Card>
  )
}
