import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** Sends one message again that may have arrived: only a person may decide that. */
export const Resend = ({ dispatchId, id, email }: { dispatchId: string; id: string; email: string }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const resend = useMutation({
    mutationFn: () => call('POST', `/api/dispatches/${dispatchId}/deliveries/${id}/resend`),
    onSuccess: async () => {
      close()
      await queries.invalidateQueries({ queryKey: ['dispatch', dispatchId] })
    },
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={t('resend.to', { email })}>
        {t('resend.do')}
      </Button>
      <Modal
        opened={asking}
        onClose={close}
        title={t('resend.title')}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack>
          <Text>{t('resend.lead', { email })}</Text>
          <ProblemNote error={resend.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button loading={resend.isPending} onClick={() => resend.mutate()}>
              {t('resend.do')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
