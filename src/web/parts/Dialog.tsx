import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface DialogProps {
  opened: boolean
  close: () => void
  title: string
  /** For something to read or look through: it takes the whole of a phone. */
  wide?: boolean
  children: ReactNode
}

/** Something to be settled before going on. */
export const Dialog = ({ opened, close, title, wide = false, children }: DialogProps) => {
  const { t } = useTranslation()
  const small = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={wide ? '60rem' : 'lg'}
      fullScreen={wide && small}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  )
}
