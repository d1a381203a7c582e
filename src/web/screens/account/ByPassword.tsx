import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface ByPasswordProps {
  lead: string
  action: string
  run: (password: string) => Promise<unknown>
  cancel: () => void
}

/** Asks for the password again, for what a thief of the session is not to do. */
export const ByPassword = ({ lead, action, run, cancel }: ByPasswordProps) => {
  const { t } = useTranslation('account')
  const { t: common } = useTranslation()
  const [password, setPassword] = useState('')
  const doing = useMutation({ mutationFn: () => run(password) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    doing.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{lead}</Text>
        <ProblemNote error={doing.error} />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': common('show-password') }}
          label={t('second.password')}
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={doing.isPending}>
            {action}
          </Button>
          <Button variant="default" onClick={cancel}>
            {common('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
