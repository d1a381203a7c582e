import { ActionIcon, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Told } from './draft.ts'
import styles from './Submit.module.css'

/** Something to look at, until somebody has. */
export const ToldNote = ({ told, onDismiss }: { told: Told; onDismiss: (id: string) => void }) => {
  const { t } = useTranslation('submit')
  return (
    <Group className={styles.told} gap="xs" wrap="nowrap" align="start">
      <IconAlertTriangle size={16} aria-hidden className={styles.sign} />
      <Text size="sm" flex={1}>
        {told.message}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('looked-at')}
        title={t('looked-at')}
        onClick={() => onDismiss(told.id)}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  )
}
