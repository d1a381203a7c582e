import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import i18next from 'i18next'

/** Says for a moment that something is done. */
export const sayDone = (message: string) =>
  notifications.show({
    message,
    color: 'green',
    icon: <IconCheck size={18} />,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  })
