import { Button } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { sayDone, sayTrouble } from '../../parts/done.tsx'
import { useEditionName } from '../../parts/editions.ts'

/** Sends an edition to whoever presses it, and to nobody else. */
export const TestMail = ({ slug, edition }: { slug: string; edition: string }) => {
  const { t } = useTranslation('publish')
  const nameOf = useEditionName()
  const send = useMutation({
    mutationFn: () =>
      call<{ to: string; state: 'sent' | 'uncertain' }>('POST', `/api/releases/${slug}/test-mail`, {
        edition,
      }),
    onSuccess: ({ to, state }) => (state === 'sent' ? sayDone : sayTrouble)(t(`test.${state}`, { to })),
    onError: (error) => sayTrouble(error.message),
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
