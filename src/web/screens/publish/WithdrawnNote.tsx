import { Alert, Text } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Release } from '../../api/types.ts'
import { useFormat } from '../../format.ts'

/** That a release was withdrawn, by whom and why. */
export const WithdrawnNote = ({ withdrawal }: { withdrawal: NonNullable<Release['withdrawal']> }) => {
  const { t } = useTranslation('publish')
  const format = useFormat()
  return (
    <Alert color="red" icon={<IconBan />} title={t('withdrawn.title')}>
      <Text size="sm">{t('withdrawn.by', { name: withdrawal.by, when: format.moment(withdrawal.at) })}</Text>
      {Object.entries(withdrawal.reason).map(([locale, reason]) => (
        <Text key={locale} lang={locale} size="sm" mt="xs">
          {reason}
        </Text>
      ))}
    </Alert>
  )
}
