import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { EmailField } from './EmailField.tsx'

interface FirstStepProps {
  enter: () => Promise<void>
  /** A second step is wanted. */
  goOn: () => void
}

/** The password. */
export const FirstStep = ({ enter, goOn }: FirstStepProps) => {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () =>
      call<{ twoFactor: true } | null>('POST', '/api/auth/sign-in/email', { email, password }),
    onSuccess: (wanted) => (wanted?.twoFactor ? goOn() : enter()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemNote error={signIn.error} />
        <EmailField value={email} onChange={setEmail} autoFocus />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
          label={t('sign-in.password')}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          {t('sign-in.submit')}
        </Button>
        <Anchor component={Link} to={paths.forgotten} size="sm">
          {t('sign-in.forgotten')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t('sign-in.invited')}
        </Text>
      </Stack>
    </form>
  )
}
