import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'

/** Says for a moment that something is done. */
export const sayDone = (message: string) =>
  notifications.show({ message, color: 'green', icon: <IconCheck size={18} /> })
