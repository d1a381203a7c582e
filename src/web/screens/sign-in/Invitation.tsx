import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { Entrance } from './Entrance.tsx'

export default function Invitation() {
  const { t, i18n } = useTranslation()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [given, setGiven] = useState({ name: '', email: '', password: '' })
  const field = (name: keyof typeof given) => ({
    label: t(`invitation.${name}`),
    name,
    required: true,
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setGiven((before) => ({ ...before, [name]: value }))
    },
  })
  const accept = useMutation({
    mutationFn: async () => {
      const token = search.get('token') ?? ''
      await call('POST', '/api/invitations/acceptance', { ...given, token, locale: i18n.language })
      // The account stands from here on, whatever keeps them from going straight in.
      await call('POST', '/api/auth/sign-in/email', { email: given.email, password: given.password }).catch(
        () => {},
      )
    },
    onSuccess: async () => {
      await queries.resetQueries({ queryKey: ['me'] })
      navigate(paths.home, { replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <Entrance title={t('invitation.title')} lead={t('invitation.lead')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={accept.error} />
          <TextInput {...field('name')} autoComplete="name" autoFocus maxLength={200} />
          <TextInput {...field('email')} type="email" autoComplete="username" />
          <PasswordInput
            {...field('password')}
            autoComplete="new-password"
            description={t('invitation.hint')}
            minLength={12}
            maxLength={200}
          />
          <Button type="submit" loading={accept.isPending}>
            {t('invitation.submit')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  )
}
