import { Trans, useTranslation } from 'react-i18next'
import type { Event } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Actor, Colleague, Concept, MailingList, Release } from './Things.tsx'

/** What an event's details fill into its sentence: words of ours, numbers and moments; texts of people are elements. */
const useValues = () => {
  const { t, i18n } = useTranslation('activity')
  const { t: common } = useTranslation()
  const format = useFormat()
  const language = (locale: unknown) => (typeof locale === 'string' ? common(`language.${locale}`) : '')
  const status = (value: unknown) => {
    const key = `status.${value}`
    return i18n.exists(key) ? common(key) : String(value ?? '')
  }
  const moment = (value: unknown, none: 'no-embargo' | 'no-deadline' = 'no-embargo') =>
    typeof value === 'string' ? format.moment(value) : t(none)
  return ({ details, about, action }: Event): Record<string, string | number> => {
    const term = (details.after ?? details.before ?? {}) as { locale?: string }
    const grant = details.locale ? ` (${language(details.locale)})` : ''
    return {
      action,
      language: language(about.locale ?? term.locale ?? details.locale),
      segment: about.segment ?? 0,
      role: details.role ? common(`role.${details.role}`) + grant : '',
      from: status(details.from),
      to: status(details.to),
      number: Number(details.number ?? 0),
      penalty: Number(details.penalty ?? 0),
      taken: Number(details.taken ?? details.new ?? details.subscribed ?? 0),
      left: Number(details.left ?? 0),
      embargo: moment(details.embargo_at),
      deadline: moment(details.due_at, 'no-deadline'),
      scheduled: moment(details.scheduled_at),
      check: details.check_id ? t(`check.${details.check_id}`) : '',
    }
  }
}

/** What an event says of itself where it is no row of ours: the name of a file, of a memory, an address. */
const Name = ({ event }: { event: Event }) => {
  const { name, email, url } = event.details as Record<string, unknown>
  return <b>{String(name ?? email ?? url ?? event.entityId)}</b>
}

const tagsOf = ({ details }: Event) => (details.tags ?? []) as string[]

/** An event as a sentence in the reader's language. What nobody has written a sentence for is told by its name. */
export const Sentence = ({ event }: { event: Event }) => {
  const { t, i18n } = useTranslation('activity')
  const values = useValues()
  const known = i18n.exists(`activity:told.${event.action}`)
  const other = event.about.release ? 'told.other-release' : 'told.other'
  return (
    <Trans
      t={t}
      i18nKey={known ? `told.${event.action}` : other}
      {...(tagsOf(event).length > 0 && { context: 'tags' })}
      values={values(event)}
      components={{
        actor: <Actor event={event} />,
        release: <Release event={event} />,
        person: <Colleague event={event} />,
        concept: <Concept event={event} />,
        list: <MailingList event={event} />,
        name: <Name event={event} />,
        tags: <b>{tagsOf(event).join(', ')}</b>,
      }}
    />
  )
}
