import { Anchor, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { placeOf, useWaiting } from '../../api/waiting.ts'
import { useTitle } from '../../parts/useTitle.ts'
import { paths } from '../../paths.ts'
import { useDesk } from './context.ts'
import type { Deed } from './deciding.ts'

/** What was done just now, and what waits for the reader next: of this release first. */
export const NextToDo = ({ done }: { done: Deed | null }) => {
  const { t } = useTranslation('editor')
  const { t: releases } = useTranslation('releases')
  const { t: common } = useTranslation()
  const titleOf = useTitle()
  const { slug, locale } = useDesk().translation
  const { data } = useWaiting()
  const here = useRef<HTMLDivElement>(null)
  // Whoever decided goes on from here: the button that they pressed is gone.
  useEffect(() => {
    if (done) here.current?.focus()
  }, [done])
  const others = data?.filter((item) => item.slug !== slug || item.locale !== locale) ?? []
  const next = others.find((item) => item.slug === slug) ?? others[0]
  if (!done && !next) return null
  const title = next && titleOf(next)
  return (
    <Group gap="md" ref={here} tabIndex={-1} role="group" aria-label={t('decision.title')}>
      {done && (
        <Text fw={600}>
          {t(`decision.done.${done === 'return' && locale === 'en' ? 'return-source' : done}`)}
        </Text>
      )}
      {next && title ? (
        <Text size="sm">
          {t('decision.next')}{' '}
          <Anchor component={Link} to={placeOf(next)} inherit underline="always">
            {releases(next.what, { language: next.locale && common(`language.${next.locale}`) })}
            {next.slug !== slug && (
              <>
                {' · '}
                <span lang={title.lang}>{title.text}</span>
              </>
            )}
          </Anchor>
        </Text>
      ) : (
        data && (
          <Text size="sm">
            {releases('nothing-waits')}{' '}
            <Anchor component={Link} to={paths.home} inherit underline="always">
              {releases('all')}
            </Anchor>
          </Text>
        )
      )}
    </Group>
  )
}
