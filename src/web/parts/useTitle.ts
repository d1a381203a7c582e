import { useTranslation } from 'react-i18next'
import { type Locale, sourceLocale } from '../../language/model.ts'

interface Titled {
  title: string
  titles: Partial<Record<Locale, string>>
}

/** The title of a release in the reader's language where it has one, else in English; and which language that is. */
export const useTitle = () => {
  const { i18n } = useTranslation()
  const locale = i18n.language as Locale
  return ({ title, titles }: Titled): { text: string; lang: Locale } => {
    const own = titles[locale]
    return own ? { text: own, lang: locale } : { text: title, lang: sourceLocale }
  }
}
