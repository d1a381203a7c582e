import { Button, Group, List, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { Copyable } from '../../parts/Copyable.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { QrCode } from './QrCode.tsx'

export interface Enrolment {
  /** What an app is told: otpauth://totp/… */
  uri: string
  backupCodes: string[]
}

interface EnrolProps extends Pick<Enrolment, 'uri'> {
  done: () => Promise<void>
  cancel: () => void
}

/** Lets an app on a phone know the secret, and sees by a code that it does. */
export const Enrol = ({ uri, done, cancel }: EnrolProps) => {
  const { t } = useTranslation('account')
  const { t: common } = useTranslation()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => call('POST', '/api/auth/two-factor/confirm', { code }),
    onSuccess: done,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <List type="ordered" spacing="xs">
          <List.Item>{t('second.install')}</List.Item>
          <List.Item>{t('second.scan')}</List.Item>
          <List.Item>{t('second.type')}</List.Item>
        </List>
        <Group align="flex-start" gap="lg">
          <QrCode text={uri} label={t('second.qr')} />
          <Stack flex="1 1 16rem">
            <Copyable label={t('second.secret')} value={new URL(uri).searchParams.get('secret') ?? ''}>
              <Button component="a" href={uri} variant="subtle" hiddenFrom="sm">
                {t('second.open-app')}
              </Button>
            </Copyable>
            <TextInput
              label={t('second.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              autoFocus
              maxLength={10}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <ProblemNote error={confirm.error} />
            <Group>
              <Button type="submit" loading={confirm.isPending}>
                {t('second.confirm')}
              </Button>
              <Button variant="default" onClick={cancel}>
                {common('cancel')}
              </Button>
            </Group>
          </Stack>
        </Group>
      </Stack>
    </form>
  )
}
