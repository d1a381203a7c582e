import { Box, Group, Loader, SegmentedControl, Select, Stack } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pictures } from '../../../publishing/pages.ts'
import { call } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useActive, useDesk, useGeneration } from './context.ts'
import styles from './Editor.module.css'
import { type Click, clickOf, reveal, showEmail, shownIn, showPictures } from './frame.ts'
import { placesOf, segmentIn } from './places.ts'

/** In ms after the last keystroke. */
const PAUSE = 60

type Kind = 'pictures' | 'email'

/** Asks for the page as it would be now, one question at a time, until the newest answer is shown in `page`. */
const useMarkup = (page: Document | null, kind: Kind, edition: string) => {
  const { translation, edits } = useDesk()
  const generation = useGeneration()
  const [error, setError] = useState<unknown>(null)
  const [pending, setPending] = useState(true)
  const { slug, locale, contentSha256 } = translation
  // Read when a question is asked, not when the asking began.
  const wanted = useRef({ page, kind, edition })
  const stale = useRef(false)
  const busy = useRef(false)

  const ask = useCallback(async () => {
    stale.current = true
    if (busy.current) return
    busy.current = true
    setPending(true)
    while (stale.current && wanted.current.page) {
      stale.current = false
      const { page, kind, edition } = wanted.current
      try {
        const path = `/api/releases/${slug}/translations/${locale}/preview`
        const about = { what: kind, edition, proposed: edits.proposed() }
        if (kind === 'email') showEmail(page, (await call<{ html: string }>('POST', path, about)).html)
        else showPictures(page, await call<Pictures>('POST', path, { ...about, known: shownIn(page) }))
        setError(null)
      } catch (failed) {
        setError(failed)
      }
    }
    busy.current = false
    setPending(wanted.current.page === null)
  }, [slug, locale, edits])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another page
  useEffect(() => {
    wanted.current = { page, kind, edition }
    const timer = setTimeout(() => void ask(), PAUSE)
    return () => clearTimeout(timer)
  }, [ask, page, kind, edition, generation, contentSha256])
  return { error, pending, again: ask }
}

/** The real page beside the text, by the same templates as what is sent. A click in it leads to the segment. */
export const Preview = () => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const { translation, focus, edits } = useDesk()
  const active = useActive()
  const { locale, editions, segments } = translation
  const fitting = editions.filter((edition) => edition.split('+').includes(locale))
  const [kind, setKind] = useState<Kind>('pictures')
  const [edition, setEdition] = useState(locale as string)
  const [page, setPage] = useState<Document | null>(null)

  const { error, pending, again } = useMarkup(page, kind, edition)

  const onClick = useCallback(
    (click: Click) => {
      if (click.locale !== locale) return
      const places = placesOf(segments)
      const id =
        'place' in click
          ? segments.find((segment) => places.get(segment.id) === click.place)?.id
          : segmentIn(
              click.paragraph,
              segments.map((segment): [string, string] => [segment.id, edits.get(segment.id)!.text]),
            )
      if (id) focus.go(id)
    },
    [locale, segments, edits, focus],
  )
  useEffect(() => {
    if (!page) return
    const listen = (event: Event) => {
      event.preventDefault()
      const click = clickOf(event)
      if (click) onClick(click)
    }
    page.addEventListener('click', listen)
    return () => page.removeEventListener('click', listen)
  }, [page, onClick])
  useEffect(() => {
    const place = active && placesOf(segments).get(active)
    if (page && place) reveal(page, locale, place)
  }, [page, active, segments, locale])

  return (
    <Stack gap="xs" h="100%" component="section" aria-label={t('preview.title')}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={[
            { value: 'pictures', label: t('preview.pictures') },
            { value: 'email', label: t('preview.email') },
          ]}
        />
        <Select
          size="xs"
          w={210}
          aria-label={t('preview.edition')}
          allowDeselect={false}
          value={edition}
          onChange={(value) => value && setEdition(value)}
          data={fitting.map((value) => ({
            value,
            label: value
              .split('+')
              .map((one) => common(`language.${one}`))
              .join(' · '),
          }))}
        />
        {pending && <Loader size="xs" role="status" aria-label={common('loading')} />}
      </Group>
      <ProblemNote error={error} again={again} />
      <Box className={styles.page}>
        <iframe
          title={t('preview.title')}
          src="/preview-frame"
          className={styles.frame}
          data-fresh={!pending || undefined}
          onLoad={(event) => setPage(event.currentTarget.contentDocument)}
        />
      </Box>
    </Stack>
  )
}
