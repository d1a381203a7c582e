import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import type { Event } from '../../api/types.ts'
import { paths } from '../../paths.ts'

// What happens without anybody of the office. Anything else that nobody signed in has done is worth a second look.
const byOthers: Record<string, 'itself' | 'reader'> = {
  'release-moved': 'itself',
  'dispatch-moved': 'itself',
  'review-superseded': 'itself',
  'approval-voided': 'itself',
  'standstill-began': 'itself',
  'edition-published': 'itself',
  'signing-key-made': 'itself',
  'subscription-changed': 'reader',
  'subscription-ended': 'reader',
  'subscriber-erased': 'reader',
}

export const Actor = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { actor, action, databaseRole } = event
  const other = byOthers[action]
  const said = actor
    ? t('actor.person', { name: actor })
    : other
      ? t(`actor.${other}`)
      : t('actor.unknown', { role: databaseRole })
  return <b>{said}</b>
}

/** The release that an event is about; its translation, or how it goes out, where that is meant. */
export const Release = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { release, locale } = event.about
  if (!release) return t('something-gone')
  const { slug, title } = release
  const isDispatch = event.entity === 'dispatch' || event.entity === 'delivery'
  const to = locale
    ? generatePath(paths.translation, { slug, locale })
    : generatePath(isDispatch ? paths.publish : paths.release, { slug })
  return (
    <Anchor component={Link} to={to} lang="en" inherit underline="always">
      {title}
    </Anchor>
  )
}

export const Colleague = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { person } = event.about
  if (!person) return t('something-gone')
  return (
    <Anchor component={Link} to={paths.people} inherit underline="always">
      {t('actor.person', { name: person.name })}
    </Anchor>
  )
}

export const MailingList = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { list } = event.about
  if (!list) return t('something-gone')
  return (
    <Anchor component={Link} to={generatePath(paths.list, { list: list.slug })} inherit underline="always">
      {list.name}
    </Anchor>
  )
}

export const Concept = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { concept } = event.about
  if (!concept?.term) return t('something-gone')
  const { id, term, locale, isThere } = concept
  if (!isThere) return <span lang={locale}>{term}</span>
  return (
    <Anchor component={Link} to={`${paths.terms}?concept=${id}`} lang={locale} inherit underline="always">
      {term}
    </Anchor>
  )
}
