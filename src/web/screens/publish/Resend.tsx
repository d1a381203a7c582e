import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'

/** Sends one message again that may have arrived: only a person may decide that. */
export const Resend = ({ dispatchId, id, email }: { dispatchId: string; id: string; email: string }) => {
  const { t } = useTranslation('publish')
  const queries = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const run = async () => {
    await call('POST', `/api/dispatches/${dispatchId}/deliveries/${id}/resend`)
    await queries.invalidateQueries({ queryKey: ['dispatch', dispatchId] })
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={t('resend.to', { email })}>
        {t('resend.do')}
      </Button>
      <Dialog opened={asking} close={close} title={t('resend.title')}>
        <Question action={t('resend.do')} color="lapis" run={run} close={close}>
          <Text>{t('resend.lead', { email })}</Text>
        </Question>
      </Dialog>
    </>
  )
}
