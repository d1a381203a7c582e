import { Alert } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { When } from '../../parts/When.tsx'

/** Until when nothing leaves, said plainly. */
export const Embargo = ({ at }: { at: string }) => {
  const { t } = useTranslation('publish')
  if (new Date(at) < new Date()) return null
  return (
    <Alert color="orange" icon={<IconLock />} title={t('embargo.title')}>
      <When iso={at} />
      <br />
      {t('embargo.lead')}
    </Alert>
  )
}
