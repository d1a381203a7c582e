import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Subscriber } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useEditionName } from '../../parts/editions.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { ChangeEdition } from './ChangeEdition.tsx'
import { EndSubscription } from './EndSubscription.tsx'
import styles from './Lists.module.css'
import { usePages } from './pages.ts'
import { SearchField } from './SearchField.tsx'

interface RowProps {
  subscriber: Subscriber
  keeper: boolean
  act: (what: 'change' | 'end', subscriber: Subscriber) => void
}

const Row = ({ subscriber, keeper, act }: RowProps) => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const nameOf = useEditionName()
  const { email, name, locales, since, unsubscribedAt, suppressed } = subscriber
  return (
    <li className={styles.row}>
      <div className={styles.person}>
        <Text fw={600}>{email}</Text>
        <Text size="sm" c="dimmed">
          {[name, nameOf(locales.join('+')), t('since', { when: format.day(since) })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <Group gap="xs">
        {suppressed && (
          <Badge color="red" variant="light">
            {t('fate.suppressed')}
          </Badge>
        )}
        {unsubscribedAt && (
          <Text size="sm" c="dimmed">
            {t('unsubscribed')} {format.day(unsubscribedAt)}
          </Text>
        )}
        {keeper && !unsubscribedAt && (
          <>
            <Button
              size="xs"
              variant="default"
              aria-label={t('change-of', { email })}
              onClick={() => act('change', subscriber)}
            >
              {t('change')}
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              aria-label={t('end-of', { email })}
              onClick={() => act('end', subscriber)}
            >
              {t('end')}
            </Button>
          </>
        )}
      </Group>
    </li>
  )
}

/** Who is or was on a list; what is looked for stands in the address. */
export const Subscribers = ({ slug, keeper }: { slug: string; keeper: boolean }) => {
  const { t } = useTranslation('lists')
  const [search, setSearch] = useSearchParams()
  const [acting, setActing] = useState<{ what: 'change' | 'end'; subscriber: Subscriber } | null>(null)
  const q = search.get('q') ?? ''
  const state = search.get('state') ?? ''
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const { rows, error, isPending, refetch, more, isMore } = usePages<Subscriber>(
    ['subscribers', slug],
    `/api/lists/${slug}/subscribers`,
    { q, state },
  )
  const close = () => setActing(null)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchField value={q} change={(words) => set('q', words)} />
        <Select
          w={200}
          aria-label={t('state')}
          data={[
            { value: '', label: t('everybody') },
            { value: 'active', label: t('active') },
            { value: 'unsubscribed', label: t('unsubscribed') },
          ]}
          value={state}
          allowDeselect={false}
          onChange={(value) => set('state', value ?? '')}
        />
      </Group>
      {error ? (
        <ProblemNote error={error} again={refetch} />
      ) : isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title={t('nobody')} lead={t('nobody-lead')} />
      ) : (
        <ul className={styles.rows}>
          {rows.map((subscriber) => (
            <Row
              key={subscriber.id}
              subscriber={subscriber}
              keeper={keeper}
              act={(what, whom) => setActing({ what, subscriber: whom })}
            />
          ))}
        </ul>
      )}
      {more && (
        <Button variant="default" loading={isMore} onClick={more}>
          {t('more')}
        </Button>
      )}
      {acting?.what === 'change' && (
        <ChangeEdition slug={slug} subscriber={acting.subscriber} close={close} />
      )}
      {acting?.what === 'end' && <EndSubscription slug={slug} subscriber={acting.subscriber} close={close} />}
    </Stack>
  )
}
