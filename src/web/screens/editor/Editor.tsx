import { Alert, Text } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { isLocale } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Thread, Translation } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { NotFound } from '../NotFound.tsx'
import { type Desk, DeskContext } from './context.ts'
import { Decision } from './Decision.tsx'
import styles from './Editor.module.css'
import { Edits } from './edits.ts'
import { Focus } from './focus.ts'
import { Head } from './Head.tsx'
import { Keys } from './Keys.tsx'
import { Preview } from './Preview.tsx'
import { usePresence } from './presence.tsx'
import { Rows } from './Rows.tsx'
import { useRoomKeys } from './room-keys.ts'
import { type Filter, Toolbar } from './Toolbar.tsx'

const Room = ({ desk, threads }: { desk: Desk; threads: Thread[] }) => {
  const { t } = useTranslation('editor')
  const wide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false })
  const [preview, setPreview] = useState(wide ?? false)
  const [filter, setFilter] = useState<Filter>('all')
  const [keys, { open: showKeys, close: hideKeys }] = useDisclosure()
  const acts = useMemo(() => ({ togglePreview: () => setPreview((now) => !now), showKeys }), [showKeys])
  const present = usePresence()
  useRoomKeys(desk, acts)
  // A link may lead to one segment of the text.
  const wanted = useSearchParams()[0].get('segment')
  useEffect(() => {
    if (wanted) desk.focus.go(wanted)
  }, [wanted, desk.focus])
  return (
    <div className={styles.room} data-preview={preview || undefined}>
      <div className={styles.text_side}>
        <Head />
        <div className={styles.bar}>
          <Toolbar filter={filter} setFilter={setFilter} present={present} preview={preview} {...acts} />
        </div>
        <Rows filter={filter} threads={threads} present={present} />
        <section className={styles.foot} id="decision" tabIndex={-1} aria-label={t('decision.title')}>
          <Decision threads={threads} />
        </section>
      </div>
      {preview && (
        <div className={styles.page_side}>
          <Preview />
        </div>
      )}
      <Keys opened={keys} close={hideKeys} />
    </div>
  )
}

const Opened = ({
  translation,
  look,
}: {
  translation: Translation
  look: () => Promise<Translation['segments']>
}) => {
  const { t } = useTranslation('editor')
  const me = useMe()
  const { slug, locale, status, segments } = translation
  const { data } = useQuery({
    queryKey: ['comments', slug, locale],
    queryFn: () =>
      call<{ comments: Thread[] }>('GET', `/api/releases/${slug}/translations/${locale}/comments`),
  })
  const [edits] = useState(() => {
    const opened = new Edits(slug, locale, look)
    opened.serverHas(segments)
    return opened
  })
  const [focus] = useState(() => new Focus())
  useLayoutEffect(() => edits.serverHas(segments), [edits, segments])
  const mayEdit =
    locale !== 'en' &&
    !translation.withdrawn &&
    mayAs(me, ['translator', 'reviewer'], locale) &&
    ['in-review', 'returned', 'approved', 'drafted'].includes(status)
  const desk = useMemo<Desk>(
    () => ({ translation, edits, focus, mayEdit }),
    [translation, edits, focus, mayEdit],
  )
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      // Kept in this browser all the same.
      if (edits.state() !== 'saved') void edits.save()
      if (edits.state() === 'conflict') event.preventDefault()
    }
    const back = () => void edits.save()
    window.addEventListener('beforeunload', leave)
    window.addEventListener('online', back)
    return () => {
      void edits.save()
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('online', back)
    }
  }, [edits])
  if (status === 'pending') {
    return (
      <Alert m="lg" color="blue" role="status" title={t('drafting.title')}>
        <Text>{t('drafting.lead')}</Text>
        <Loading lines={3} />
      </Alert>
    )
  }
  return (
    <DeskContext value={desk}>
      <Room desk={desk} threads={data?.comments ?? []} />
    </DeskContext>
  )
}

export default function Editor() {
  const { slug, locale } = useParams() as { slug: string; locale: string }
  const queries = useQueryClient()
  const queryKey = useMemo(() => ['translation', slug, locale], [slug, locale])
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => call<Translation>('GET', `/api/releases/${slug}/translations/${locale}`),
  })
  if (!isLocale(locale)) return <NotFound />
  if (isPending) return <Loading lines={8} />
  if (error && !data) return <ProblemNote error={error} again={refetch} />
  return (
    <Opened
      // Another revision has other segments.
      key={`${slug} ${locale} ${data.revision}`}
      translation={data}
      look={async () => {
        await queries.invalidateQueries({ queryKey, exact: true })
        return queries.getQueryData<Translation>(queryKey)?.segments ?? []
      }}
    />
  )
}
