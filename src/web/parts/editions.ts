import { useTranslation } from 'react-i18next'

/** The name of an edition, such as en+km, in the reader's words. */
export const useEditionName = () => {
  const { t } = useTranslation()
  return (edition: string) =>
    edition
      .split('+')
      .map((locale) => t(`language.${locale}`))
      .join(t('and'))
}
