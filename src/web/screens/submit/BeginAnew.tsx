import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

/** Throws away what was given so far, after asking. */
export const BeginAnew = ({ onConfirm }: { onConfirm: () => void }) => {
  const { t } = useTranslation('submit')
  const { t: common } = useTranslation()
  const [opened, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('begin-anew')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('begin-anew')}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Text mb="md">{t('begin-anew-lead')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              close()
              onConfirm()
            }}
          >
            {t('begin-anew')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
