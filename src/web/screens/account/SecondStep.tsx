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

type Stage = 'rest' | 'begin' | 'end' | 'renew' | 'app' | 'codes'

/** The second step of signing in: whether it is on, setting it up in three stages, other backup codes, and turning it off. */
export const SecondStep = () => {
  const { t } = useTranslation('account')
  const me = useMe()
  const queries = useQueryClient()
  const [stage, setStage] = useState<Stage>('rest')
  const [uri, setUri] = useState('')
  const [codes, setCodes] = useState<string[]>([])
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['me'] })
  const rest = () => setStage('rest')

  const begin = async (password: string) => {
    const enrolment = await call<Enrolment>('POST', '/api/auth/two-factor/enable', { password })
    setUri(enrolment.uri)
    setCodes(enrolment.backupCodes)
    setStage('app')
  }
  const renew = async (password: string) => {
    const { backupCodes } = await call<Pick<Enrolment, 'backupCodes'>>(
      'POST',
      '/api/auth/two-factor/backup-codes',
      { password },
    )
    setCodes(backupCodes)
    setStage('codes')
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
            {me.twoFactor ? (
              <>
                <Button variant="default" onClick={() => setStage('renew')}>
                  {t('second.renew')}
                </Button>
                <Button variant="default" onClick={() => setStage('end')}>
                  {t('second.end')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setStage('begin')}>{t('second.begin')}</Button>
            )}
          </Group>
        )}
        {stage === 'begin' && (
          <ByPassword lead={t('second.begin-lead')} action={t('second.next')} run={begin} cancel={rest} />
        )}
        {stage === 'renew' && (
          <ByPassword lead={t('second.renew-lead')} action={t('second.renew')} run={renew} cancel={rest} />
        )}
        {stage === 'end' && (
          <ByPassword lead={t('second.end-lead')} action={t('second.end')} run={end} cancel={rest} />
        )}
        {stage === 'app' && <Enrol uri={uri} done={confirmed} cancel={rest} />}
        {stage === 'codes' && <BackupCodes codes={codes} done={rest} />}
      </Stack>
    </Card>
  )
}
