import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import { EmailField } from './EmailField.tsx'
import { Entrance } from './Entrance.tsx'

export default function Forgotten() {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => call('POST', '/api/auth/password-reset', { email }) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate()
  }
  const back = (
    <Anchor component={Link} to={paths.signIn} size="sm">
      {t('forgotten.back')}
    </Anchor>
  )
  // The same for every address: who is here is nobody's business.
  if (ask.isSuccess)
    return (
      <Entrance title={t('forgotten.sent')}>
        <Text role="status">{t('forgotten.sent-lead', { email })}</Text>
        <Text size="sm" c="dimmed">
          {t('forgotten.nothing')}
        </Text>
        <Button variant="default" onClick={() => ask.reset()}>
          {t('forgotten.again')}
        </Button>
        {back}
      </Entrance>
    )
  return (
    <Entrance title={t('forgotten.title')} lead={t('forgotten.lead')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={ask.error} />
          <EmailField value={email} onChange={setEmail} autoFocus />
          <Button type="submit" loading={ask.isPending}>
            {t('forgotten.submit')}
          </Button>
          {back}
        </Stack>
      </form>
    </Entrance>
  )
}
