import { Badge, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { locales, sourceLocale } from '../../../language/model.ts'
import type { Concept } from '../../api/types.ts'
import rows from '../../parts/rows.module.css'
import { byLocale } from './order.ts'
import styles from './Terms.module.css'

/** A concept by its terms in the three languages, and where nobody vouches for it yet. */
export const ConceptRow = ({ concept, isOpen }: { concept: Concept; isOpen: boolean }) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const [search] = useSearchParams()
  const groups = byLocale(concept.terms)
  const candidates = groups.filter(
    ({ locale }) => locale !== sourceLocale && !concept.confirmed.includes(locale),
  )
  const to = new URLSearchParams(search)
  to.set('concept', concept.id)
  return (
    <li className={rows.row}>
      <Link to={`?${to}`} className={styles.concept} aria-current={isOpen || undefined} preventScrollReset>
        {locales.map((locale) => {
          const terms = groups.find((group) => group.locale === locale)?.terms ?? []
          return (
            <div key={locale} className={styles.cell} lang={locale}>
              {terms.slice(0, 2).map(({ text, status }, at) => (
                <Text
                  key={text}
                  span
                  display="block"
                  fw={at === 0 ? 600 : undefined}
                  size={at === 0 ? 'md' : 'sm'}
                  c={at === 0 ? undefined : 'dimmed'}
                  className={status === 'forbidden' ? styles.forbidden : undefined}
                >
                  {text}
                </Text>
              ))}
            </div>
          )
        })}
        <div className={styles.badges}>
          <Badge variant="default">{t(`kind.${concept.kind}`)}</Badge>
          {candidates.map(({ locale }) => (
            <Badge key={locale} color="orange" variant="light">
              {t('candidate-in', { language: common(`language.${locale}`) })}
            </Badge>
          ))}
        </div>
      </Link>
    </li>
  )
}
