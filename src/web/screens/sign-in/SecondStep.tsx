import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface SecondStepProps {
  enter: () => Promise<void>
  beginAgain: () => void
}

/** The code of an app, or a backup code where the phone is not at hand. */
export const SecondStep = ({ enter, beginAgain }: SecondStepProps) => {
  const { t } = useTranslation()
  const [way, setWay] = useState<'code' | 'backup'>('code')
  const [code, setCode] = useState('')
  const [trustDevice, setTrustDevice] = useState(false)
  const verify = useMutation({
    mutationFn: () => call('POST', '/api/auth/two-factor/verify', { code, trustDevice }),
    onSuccess: enter,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    verify.mutate()
  }
  const change = () => {
    setWay(way === 'code' ? 'backup' : 'code')
    setCode('')
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemNote error={verify.error} />
        <Text>{t(`sign-in.${way}-lead`)}</Text>
        <TextInput
          key={way}
          label={t(`sign-in.${way}`)}
          autoComplete="one-time-code"
          inputMode={way === 'code' ? 'numeric' : 'text'}
          autoFocus
          required
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Checkbox
          label={t('sign-in.trust')}
          description={t('sign-in.trust-hint')}
          checked={trustDevice}
          onChange={(event) => setTrustDevice(event.currentTarget.checked)}
        />
        <Button type="submit" loading={verify.isPending}>
          {t('sign-in.submit')}
        </Button>
        <Button
          variant="subtle"
          onClick={change}
          h="auto"
          py={6}
          styles={{ label: { whiteSpace: 'normal' } }}
        >
          {t(way === 'code' ? 'sign-in.use-backup' : 'sign-in.use-app')}
        </Button>
        <Button variant="subtle" onClick={beginAgain}>
          {t('sign-in.begin-again')}
        </Button>
      </Stack>
    </form>
  )
}
