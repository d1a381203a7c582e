import { Alert, Text } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Release } from '../../api/types.ts'
import { When } from '../../parts/When.tsx'

/** That a release was withdrawn, by whom and why. */
export const WithdrawnNote = ({ withdrawal }: { withdrawal: NonNullable<Release['withdrawal']> }) => {
  const { t } = useTranslation('publish')
  return (
    <Alert color="red" icon={<IconBan />} title={t('withdrawn.title')}>
      <Text size="sm">
        {t('withdrawn.by', { name: withdrawal.by })} <When iso={withdrawal.at} />
      </Text>
      {Object.entries(withdrawal.reason).map(([locale, reason]) => (
        <Text key={locale} lang={locale} size="sm" mt="xs">
          {reason}
        </Text>
      ))}
    </Alert>
  )
}
