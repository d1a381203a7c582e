import { useTranslation } from 'react-i18next'
import { useOffice } from '../api/office.ts'
import { useFormat } from '../format.ts'

/** A moment by the reader's clock, and by the office's where that is another. */
export const When = ({ iso }: { iso: string }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: office } = useOffice()
  const here = format.moment(iso)
  const there = office && format.moment(iso, office.timeZone)
  return (
    <time dateTime={iso}>
      {!there || here === there
        ? t('moment.here-and-there', { when: here })
        : t('moment.here-or-there', { here, there })}
    </time>
  )
}
