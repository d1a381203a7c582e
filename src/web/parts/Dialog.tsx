import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  opened: boolean
  close: () => void
  title: string
  children: ReactNode
}

/** Something to be settled before going on. What is typed in it is gone when it closes. */
export const Dialog = ({ opened, close, title, children }: DialogProps) => {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  )
}
