import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import i18next from 'i18next'

const closable = () => ({ closeButtonProps: { 'aria-label': i18next.t('close') } })

/** Says for a moment that something is done. */
export const sayDone = (message: string) =>
  notifications.show({ message, color: 'green', icon: <IconCheck size={18} />, ...closable() })

/** Says what did not work, or may not have, until the reader has seen it. */
export const sayTrouble = (message: string) =>
  notifications.show({
    message,
    color: 'orange',
    icon: <IconAlertTriangle size={18} />,
    autoClose: false,
    role: 'alert',
    ...closable(),
  })
