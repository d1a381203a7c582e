import { Anchor, Button, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { call, Problem } from '../../api/client.ts'
import { NewPassword } from '../../parts/NewPassword.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { Entrance } from './Entrance.tsx'

export default function ResetPassword() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const set = useMutation({
    mutationFn: () =>
      call('POST', '/api/auth/password-reset/confirmation', { token: search.get('token') ?? '', password }),
    // Whoever was signed in here is so no more.
    onSuccess: () => queries.resetQueries({ queryKey: ['me'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate()
  }
  const invalid = set.error instanceof Problem && set.error.code === 'link-invalid'
  if (set.isSuccess)
    return (
      <Entrance title={t('reset.done')} lead={t('reset.done-lead')}>
        <Button component={Link} to={paths.signIn} autoFocus>
          {t('sign-in.submit')}
        </Button>
      </Entrance>
    )
  return (
    <Entrance title={t('reset.title')} lead={t('reset.lead')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={set.error} />
          {invalid && (
            <Anchor component={Link} to={paths.forgotten}>
              {t('reset.ask')}
            </Anchor>
          )}
          <NewPassword label={t('reset.password')} value={password} onChange={setPassword} />
          <Button type="submit" loading={set.isPending}>
            {t('reset.submit')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  )
}
