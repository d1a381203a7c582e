import { Alert } from '@mantine/core'
import { IconMailExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mayAs, useMe } from '../../api/me.ts'
import { useOffice } from '../../api/office.ts'

/** Tells an administrator that mails still come from an address at which nobody is. */
export const SenderNote = () => {
  const { t } = useTranslation('releases')
  const me = useMe()
  const { data: office } = useOffice()
  if (!office?.from.address.endsWith('.invalid') || !mayAs(me, ['administrator'])) return null
  return (
    <Alert color="orange" icon={<IconMailExclamation />} title={t('sender')}>
      {t('sender-lead', { address: office.from.address })}
    </Alert>
  )
}
