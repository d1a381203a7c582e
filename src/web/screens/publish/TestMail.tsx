import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMailCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useEditionName } from '../../parts/editions.ts'

/** Sends an edition to whoever presses it, and to nobody else. */
export const TestMail = ({ slug, edition }: { slug: string; edition: string }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const nameOf = useEditionName()
  const send = useMutation({
    mutationFn: () =>
      call<{ to: string; state: 'sent' | 'uncertain' }>('POST', `/api/releases/${slug}/test-mail`, {
        edition,
      }),
    onSuccess: ({ to, state }) =>
      notifications.show({
        message: t(`test.${state}`, { to }),
        color: state === 'sent' ? 'green' : 'orange',
        closeButtonProps: { 'aria-label': common('close') },
      }),
    onError: (error) =>
      notifications.show({
        title: common('problem.title'),
        message: error.message,
        color: 'red',
        closeButtonProps: { 'aria-label': common('close') },
      }),
  })
  return (
    <Button
      variant="default"
      leftSection={<IconMailCheck size={16} />}
      aria-label={t('test.of', { edition: nameOf(edition) })}
      loading={send.isPending}
      onClick={() => send.mutate()}
    >
      {t('test.send')}
    </Button>
  )
}
