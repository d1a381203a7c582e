import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Subscriber } from '../../api/types.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useListChange } from './changing.ts'

interface EndProps {
  slug: string
  subscriber: Subscriber
  close: () => void
}

/** Takes somebody off a list who asked for it. */
export const EndSubscription = ({ slug, subscriber: { id, email }, close }: EndProps) => {
  const { t } = useTranslation('lists')
  const { t: common } = useTranslation()
  const [erase, setErase] = useState(false)
  const end = useListChange(
    slug,
    () => call('POST', `/api/lists/${slug}/subscribers/${id}/${erase ? 'erasure' : 'unsubscription'}`),
    close,
  )
  return (
    <Modal opened onClose={close} title={t('end-title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack>
        <Text>{t('end-lead', { email })}</Text>
        <Checkbox
          label={t('erase')}
          checked={erase}
          onChange={(event) => setErase(event.currentTarget.checked)}
        />
        <ProblemNote error={end.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button color="red" loading={end.isPending} onClick={() => end.mutate(undefined)}>
            {t('end-do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
