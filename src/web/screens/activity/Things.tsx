import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import type { Event } from '../../api/types.ts'
import { paths } from '../../paths.ts'

// What moves on without anybody's hand. Anything else that nobody signed in has done is worth a second look.
const byItself = new Set([
  'release-moved',
  'dispatch-moved',
  'review-superseded',
  'approval-voided',
  'standstill-began',
])

export const Actor = ({ event }: { event: Event }) => {
  const { t } = useTranslation('activity')
  const { actor, action, databaseRole } = event
  const said = actor
    ? t('actor.person', { name: actor })
    : byItself.has(action)
      ? t('actor.itself')
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
