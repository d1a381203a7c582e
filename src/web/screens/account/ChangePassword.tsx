import { Button, Card, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { sayDone } from '../../parts/done.tsx'
import { NewPassword } from '../../parts/NewPassword.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** Another password by the old one. */
export const ChangePassword = () => {
  const { t } = useTranslation('account')
  const { t: common } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useMutation({
    mutationFn: () => call('POST', '/api/auth/change-password', { currentPassword, newPassword }),
    onSuccess: async () => {
      setCurrent('')
      setNew('')
      sayDone(t('password.done'))
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  if (!me.password) return <Text c="dimmed">{t('password.none')}</Text>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Card withBorder component="form" onSubmit={submit}>
      <Stack maw="32rem">
        <ProblemNote error={change.error} />
        {/* For the keeper of passwords. */}
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': common('show-password') }}
          label={t('password.current')}
          autoComplete="current-password"
          required
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPassword label={t('password.new')} value={newPassword} onChange={setNew} />
        <Text size="sm" c="dimmed">
          {t('password.ends')}
        </Text>
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('password.submit')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
