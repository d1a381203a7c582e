import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'

/** Throws away what was given so far, after asking. */
export const BeginAnew = ({ onConfirm }: { onConfirm: () => void }) => {
  const { t } = useTranslation('submit')
  const [opened, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('begin-anew')}
      </Button>
      <Dialog opened={opened} close={close} title={t('begin-anew')}>
        <Question action={t('begin-anew')} run={async () => onConfirm()} close={close}>
          <Text>{t('begin-anew-lead')}</Text>
        </Question>
      </Dialog>
    </>
  )
}
