import { useTranslation } from 'react-i18next'
import { isLocale, sourceLocale } from '../../../language/model.ts'
import type { Event } from '../../api/types.ts'
import { Difference } from '../../parts/Difference.tsx'
import styles from './Activity.module.css'
import { type Row, useTermFacts } from './term-facts.ts'

const written = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** Facts by their names. */
const Facts = ({ facts }: { facts: [name: string, value: string][] }) => {
  const filled = facts.filter(([, value]) => value !== '')
  if (filled.length === 0) return null
  return (
    <dl>
      {filled.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What there is to say of an event beyond its sentence: texts before and after, reasons, and all of what is not known. */
export const Details = ({ event }: { event: Event }) => {
  const { t, i18n } = useTranslation('activity')
  const termFacts = useTermFacts()
  const { details, action, about } = event
  const given = details.reason
  // A withdrawal's reason is given in each language.
  if (given && typeof given === 'object')
    return (
      <div className={styles.details}>
        {Object.entries(given).map(([lang, words]) => (
          <div key={lang}>
            <q lang={lang}>{written(words)}</q>
          </div>
        ))}
      </div>
    )
  const reason = written(details.reason ?? details.waived_reason ?? details.void_reason ?? details.body)
  const { before, after } = details
  const locale = about.locale && isLocale(about.locale) ? about.locale : sourceLocale
  const known = i18n.exists(`activity:told.${action}`)
  const reasonKey = `activity:reason.${reason}`
  const body =
    typeof before === 'string' && typeof after === 'string' ? (
      <Difference before={before} after={after} lang={locale} />
    ) : reason ? (
      <q>{i18n.exists(reasonKey) ? t(`reason.${reason}`) : reason}</q>
    ) : before || after ? (
      <Facts facts={termFacts(before as Row | undefined, after as Row | undefined)} />
    ) : (
      !known && <Facts facts={Object.entries(details).map(([name, value]) => [name, written(value)])} />
    )
  return body ? <div className={styles.details}>{body}</div> : null
}
