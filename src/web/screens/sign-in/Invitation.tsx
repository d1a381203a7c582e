import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { call } from '../../api/client.ts'
import { NewPassword } from '../../parts/NewPassword.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { EmailField } from './EmailField.tsx'
import { Entrance } from './Entrance.tsx'
import { useEnter } from './enter.ts'
import { OtherDoor } from './OtherDoor.tsx'

export default function Invitation() {
  const { t, i18n } = useTranslation()
  const [search] = useSearchParams()
  const token = search.get('token') ?? ''
  const [name, setName] = useState('')
  const [typed, setEmail] = useState<string | null>(null)
  const [password, setPassword] = useState('')
  const enter = useEnter()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call<{ email: string | null }>('POST', '/api/invitations/lookup', { token }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  // The address that it was mailed to, until they give another.
  const email = typed ?? invitation.data?.email ?? ''
  const accept = useMutation({
    mutationFn: async () => {
      const newcomer = { token, name, email, password, locale: i18n.language }
      await call('POST', '/api/invitations/acceptance', newcomer)
      // The account stands from here on, whatever keeps them from going straight in.
      await call('POST', '/api/auth/sign-in/email', { email, password }).catch(() => {})
    },
    onSuccess: enter,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <Entrance title={t('invitation.title')} lead={t('invitation.lead')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={accept.error ?? invitation.error} />
          <TextInput
            label={t('invitation.name')}
            name="name"
            autoComplete="name"
            required
            autoFocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <EmailField value={email} onChange={setEmail} />
          <NewPassword label={t('invitation.password')} value={password} onChange={setPassword} />
          <Button type="submit" loading={accept.isPending}>
            {t('invitation.submit')}
          </Button>
        </Stack>
      </form>
      <OtherDoor words="invitation.oidc" invitation={token} />
    </Entrance>
  )
}
