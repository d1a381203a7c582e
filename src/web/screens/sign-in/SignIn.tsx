import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useWhoami } from '../../api/me.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { Entrance } from './Entrance.tsx'

/** An address of this site to go on to. Anything else leads home: `//elsewhere` is another site. */
const pathOf = (next: string | null): string =>
  next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : paths.home

export default function SignIn() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data: me } = useWhoami()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const next = pathOf(search.get('next'))
  const enter = useMutation({
    mutationFn: () => call('POST', '/api/auth/sign-in/email', { email, password }),
    onSuccess: async () => {
      await queries.resetQueries({ queryKey: ['me'] })
      navigate(next, { replace: true })
    },
  })
  if (me) return <Navigate to={next} replace />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <Entrance title={t('sign-in.title')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={enter.error} />
          <TextInput
            label={t('sign-in.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('sign-in.password')}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={enter.isPending}>
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
    </Entrance>
  )
}
