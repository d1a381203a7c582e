import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailingList, Subscriber } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useEditionName } from '../../parts/editions.ts'
import { useFilters } from '../../parts/filters.ts'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import rows from '../../parts/rows.module.css'
import { SearchField } from '../../parts/SearchField.tsx'
import { ChangeSubscription } from './ChangeSubscription.tsx'
import { EndSubscription } from './EndSubscription.tsx'
import styles from './Lists.module.css'

interface RowProps {
  subscriber: Subscriber
  keeper: boolean
  act: (what: 'change' | 'end', subscriber: Subscriber) => void
}

const Row = ({ subscriber, keeper, act }: RowProps) => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const nameOf = useEditionName()
  const { email, name, locales, tags, since, unsubscribedAt, suppressed } = subscriber
  return (
    <li className={`${rows.row} ${styles.row}`}>
      <div className={styles.person}>
        <Text fw={600}>{email}</Text>
        <Text size="sm" c="dimmed">
          {[name, nameOf(locales.join('+')), t('since', { when: format.day(since) })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {tags.length > 0 && (
          <Group gap={4} component="ul" aria-label={t('tags')} className={styles.tags}>
            {tags.map((tag) => (
              <Badge key={tag} component="li" variant="light" color="gray" tt="none" maw="100%">
                {tag}
              </Badge>
            ))}
          </Group>
        )}
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
export const Subscribers = ({ list, keeper }: { list: MailingList; keeper: boolean }) => {
  const { slug } = list
  const { t } = useTranslation('lists')
  const { get, set } = useFilters()
  const [acting, setActing] = useState<{ what: 'change' | 'end'; subscriber: Subscriber } | null>(null)
  const subscribers = usePortions<Subscriber>({
    name: ['subscribers', slug],
    path: `/api/lists/${slug}/subscribers`,
    wanted: { q: get('q'), state: get('state'), tag: get('tag') },
    next: ({ email }) => ({ after: email }),
  })
  const close = () => setActing(null)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchField label={t('search')} value={get('q')} onSearch={(q) => set({ q })} />
        <Select
          w={200}
          aria-label={t('state')}
          data={[
            { value: '', label: t('everybody') },
            { value: 'active', label: t('active') },
            { value: 'unsubscribed', label: t('unsubscribed') },
          ]}
          value={get('state')}
          allowDeselect={false}
          onChange={(value) => set({ state: value ?? '' })}
        />
        {(list.tags.length > 0 || get('tag')) && (
          <Select
            w={200}
            aria-label={t('tag')}
            placeholder={t('tag')}
            data={[...new Set([...list.tags.map(({ tag }) => tag), get('tag')])].filter(Boolean)}
            value={get('tag') || null}
            searchable
            clearable
            onChange={(value) => set({ tag: value ?? '' })}
          />
        )}
      </Group>
      <Portions
        of={subscribers}
        empty={
          get('q') || get('state') || get('tag') ? (
            <Empty title={t('nobody')} lead={t('nobody-lead')} />
          ) : (
            <Empty title={t('nobody-yet')} lead={keeper ? t('nobody-yet-lead') : undefined} />
          )
        }
      >
        {(found) => (
          <ul className={rows.rows}>
            {found.map((subscriber) => (
              <Row
                key={subscriber.id}
                subscriber={subscriber}
                keeper={keeper}
                act={(what, whom) => setActing({ what, subscriber: whom })}
              />
            ))}
          </ul>
        )}
      </Portions>
      {acting?.what === 'change' && (
        <ChangeSubscription list={list} subscriber={acting.subscriber} close={close} />
      )}
      {acting?.what === 'end' && <EndSubscription slug={slug} subscriber={acting.subscriber} close={close} />}
    </Stack>
  )
}
