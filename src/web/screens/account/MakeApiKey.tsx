import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { NewApiKey } from '../../api/types.ts'
import { Copyable } from '../../parts/Copyable.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** In days; 0 is without an end. */
const lives = [30, 90, 365, 0]

const endOf = (days: number) => (days ? new Date(Date.now() + days * 86_400_000).toISOString() : null)

/** Makes a key, and shows it this once. */
export const MakeApiKey = ({ made, close }: { made: () => void; close: () => void }) => {
  const { t } = useTranslation('account')
  const { t: common } = useTranslation()
  const [name, setName] = useState('')
  const [days, setDays] = useState(90)
  const make = useMutation({
    mutationFn: () => call<NewApiKey>('POST', '/api/me/api-keys', { name, expiresAt: endOf(days) }),
    onSuccess: made,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  if (make.data)
    return (
      <Stack>
        <Alert color="orange" role="alert">
          {t('keys.once')}
        </Alert>
        <Copyable label={t('keys.key', { name: make.data.name })} value={make.data.key} />
        <Group justify="flex-end">
          <Button onClick={close}>{t('keys.kept')}</Button>
        </Group>
      </Stack>
    )
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemNote error={make.error} />
        <Text>{t('keys.new-lead')}</Text>
        <TextInput
          label={t('keys.name')}
          description={t('keys.name-hint')}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('keys.life')}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={lives.map((value) => ({
            value: String(value),
            label: value ? t('keys.days', { count: value }) : t('keys.forever'),
          }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('keys.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
