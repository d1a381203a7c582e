import { Avatar, Tooltip } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Change } from '../../../http/changes.ts'
import { useChanges } from '../../api/changes.ts'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { useActive, useDesk } from './context.ts'

/** Somebody else who has this translation open. */
export interface Someone {
  id: string
  name: string
  segment: string | null
  seen: number
}

/** In ms. */
const SAY_AGAIN = 10_000
const GONE_AFTER = 25_000

/** Says where the reader is, again and again; and tells who else is here. */
export const usePresence = (): Someone[] => {
  const { slug, locale } = useDesk().translation
  const me = useMe()
  const active = useActive()
  const [others, setOthers] = useState<Someone[]>([])

  const hear = useCallback(
    ({ kind, person, segment, ...where }: Change) => {
      if (kind !== 'presence' || !person || person.id === me.id) return
      if (where.slug !== slug || where.locale !== locale) return
      const someone = { ...person, segment: segment ?? null, seen: Date.now() }
      setOthers((before) => [...before.filter(({ id }) => id !== person.id), someone])
    },
    [me.id, slug, locale],
  )
  useChanges(hear)

  useEffect(() => {
    const say = () =>
      void call('POST', `/api/releases/${slug}/translations/${locale}/presence`, { segment: active }).catch(
        () => {},
      )
    // Whoever only passes by on the way to another segment is not announced there.
    const soon = setTimeout(say, 250)
    const again = setInterval(() => {
      say()
      setOthers((before) => before.filter(({ seen }) => Date.now() - seen < GONE_AFTER))
    }, SAY_AGAIN)
    return () => {
      clearTimeout(soon)
      clearInterval(again)
    }
  }, [slug, locale, active])
  return others
}

const letters = new Intl.Segmenter()
const first = (word = '') => [...letters.segment(word)][0]?.segment ?? ''

/** What a small circle has room for: two letters of a Latin name, one of any other script. */
const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const initial = first(words[0])
  return /^\p{Script=Latin}/u.test(initial) && words.length > 1 ? initial + first(words.at(-1)) : initial
}

/** People, as their initials. */
export const Present = ({ people }: { people: Someone[] }) => {
  const { t } = useTranslation('editor')
  if (people.length === 0) return null
  return (
    <Avatar.Group spacing="xs">
      {people.map(({ id, name }) => (
        <Tooltip key={id} label={t('present', { name })}>
          <Avatar name={name} color="initials" size={28} role="img" aria-label={t('present', { name })}>
            {initialsOf(name)}
          </Avatar>
        </Tooltip>
      ))}
    </Avatar.Group>
  )
}
