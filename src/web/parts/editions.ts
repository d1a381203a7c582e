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

/** How many get which edition, in one line each. */
export const useEditionCounts = () => {
  const { t } = useTranslation()
  const nameOf = useEditionName()
  return (counts: { edition: string; count: number }[]) =>
    counts.map(({ edition, count }) => t('name-and-count', { name: nameOf(edition), count }))
}
