import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { webhookEvents } from '../../../webhooks/model.ts'
import { call } from '../../api/client.ts'
import type { NewWebhook, Webhook } from '../../api/types.ts'
import { Copyable } from '../../parts/Copyable.tsx'
import { sayDone } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface WebhookFormProps {
  /** Absent: a new one. */
  webhook: Webhook | undefined
  saved: () => void
  close: () => void
}

/** Where a program is told, and of which steps; of a new one the secret, this once. */
export const WebhookForm = ({ webhook, saved, close }: WebhookFormProps) => {
  const { t } = useTranslation('operations')
  const { t: common } = useTranslation()
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [events, setEvents] = useState<string[]>(webhook?.events ?? [...webhookEvents])
  const save = useMutation({
    mutationFn: () =>
      webhook
        ? call<null>('PATCH', `/api/webhooks/${webhook.id}`, { url, events })
        : call<NewWebhook>('POST', '/api/webhooks', { url, events }),
    onSuccess: (made) => {
      saved()
      if (made) return
      sayDone(t('webhooks.changed'))
      close()
    },
  })
  if (save.data)
    return (
      <Stack>
        <Alert color="orange" role="alert">
          {t('webhooks.once')}
        </Alert>
        <Copyable label={t('webhooks.secret')} value={save.data.secret} />
        <Group justify="flex-end">
          <Button onClick={close}>{t('webhooks.kept')}</Button>
        </Group>
      </Stack>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemNote error={save.error} />
        <TextInput
          label={t('webhooks.address')}
          description={t('webhooks.address-hint')}
          type="url"
          required
          maxLength={2000}
          data-autofocus
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('webhooks.steps')} value={events} onChange={setEvents}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
            {webhookEvents.map((event) => (
              <Checkbox
                key={event}
                value={event}
                label={t(`events.${event}`)}
                description={<span translate="no">{event}</span>}
              />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        {events.length === 0 && <Text c="red">{t('webhooks.no-steps')}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={events.length === 0}>
            {webhook ? common('save') : t('webhooks.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
