import { Checkbox, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Subscriber } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'
import { useListChange } from './changing.ts'

interface EndProps {
  slug: string
  subscriber: Subscriber
  close: () => void
}

/** Takes somebody off a list who asked for it. */
export const EndSubscription = ({ slug, subscriber: { id, email }, close }: EndProps) => {
  const { t } = useTranslation('lists')
  const [erase, setErase] = useState(false)
  const end = useListChange(
    slug,
    () => call('POST', `/api/lists/${slug}/subscribers/${id}/${erase ? 'erasure' : 'unsubscription'}`),
    () => {},
  )
  return (
    <Dialog opened close={close} title={t('end-title')}>
      <Question action={t('end-do')} run={() => end.mutateAsync(undefined)} close={close}>
        <Text>{t('end-lead', { email })}</Text>
        <Checkbox
          label={t('erase')}
          checked={erase}
          onChange={(event) => setErase(event.currentTarget.checked)}
        />
      </Question>
    </Dialog>
  )
}
