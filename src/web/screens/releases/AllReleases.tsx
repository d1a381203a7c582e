import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { generatePath, Link, useSearchParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { Me, ReleaseRow } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Status } from '../../parts/Status.tsx'
import { paths } from '../../paths.ts'
import styles from './Releases.module.css'

const PORTION = 30
const statuses = ['in-progress', 'published', 'withdrawn'] as const

const Row = ({ release }: { release: ReleaseRow }) => {
  const { t } = useTranslation('releases')
  const { t: common } = useTranslation()
  const format = useFormat()
  const { slug, title, status, createdAt, dueAt, embargoAt, translations } = release
  const embargoed = embargoAt !== null && new Date(embargoAt) > new Date()
  return (
    <li className={styles.row}>
      <div>
        <Link to={generatePath(paths.release, { slug })} className={styles.title} lang="en">
          {title}
        </Link>
        <Group gap="xs" mt={4}>
          {translations.map((translation) => (
            <Link
              key={translation.locale}
              to={generatePath(paths.translation, { slug, locale: translation.locale })}
            >
              <Status status={translation.status} prefix={common(`language.${translation.locale}`)} />
            </Link>
          ))}
        </Group>
      </div>
      <Stack gap={2} align="flex-end">
        <Status status={status} />
        <Text size="xs" c="dimmed">
          {t('submitted', { when: format.moment(createdAt) })}
        </Text>
        {dueAt && status === 'in-progress' && (
          <Text size="xs" c="dimmed">
            {t('due', { when: format.moment(dueAt) })}
          </Text>
        )}
        {embargoed && (
          <Text size="xs" c="orange" fw={600}>
            {t('embargo', { when: format.moment(embargoAt) })}
          </Text>
        )}
      </Stack>
    </li>
  )
}

/** Whoever set the office up: others have to come before there can be work. */
const isAdministratorAlone = ({ grants }: Me) => grants.length === 1 && grants[0]!.role === 'administrator'

/** Every release, newest first; what is looked for stands in the address. */
export const AllReleases = () => {
  const { t } = useTranslation('releases')
  const { t: common } = useTranslation()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const status = search.get('status') ?? ''
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
  const setWords = useDebouncedCallback((words: string) => set('q', words.trim()), 250)
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ['releases', q, status],
      initialPageParam: '',
      queryFn: ({ pageParam }) => {
        const wanted = new URLSearchParams({ limit: String(PORTION) })
        if (q) wanted.set('q', q)
        if (status) wanted.set('status', status)
        if (pageParam) wanted.set('before', pageParam)
        return call<ReleaseRow[]>('GET', `/api/releases?${wanted}`)
      },
      getNextPageParam: (last) => (last.length < PORTION ? undefined : last.at(-1)!.id),
      placeholderData: keepPreviousData,
    })
  const rows = data?.pages.flat() ?? []
  return (
    <Stack gap="sm">
      <Group gap="sm" align="end">
        <TextInput
          flex="1 1 14rem"
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} />}
          defaultValue={q}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          w={200}
          aria-label={t('status')}
          data={[
            { value: '', label: t('any') },
            ...statuses.map((value) => ({ value, label: common(`status.${value}`) })),
          ]}
          value={status}
          allowDeselect={false}
          onChange={(value) => set('status', value ?? '')}
        />
      </Group>
      {isPending ? (
        <Loading />
      ) : error ? (
        <ProblemNote error={error} again={refetch} />
      ) : rows.length === 0 && !q && !status && isAdministratorAlone(me) ? (
        <Empty title={t('alone')} lead={t('alone-lead')}>
          <Button component={Link} to={paths.people} mt="sm">
            {t('alone-do')}
          </Button>
        </Empty>
      ) : rows.length === 0 ? (
        <Empty
          title={t(q || status ? 'none-found' : 'none')}
          lead={t(q || status ? 'none-found-lead' : 'none-lead')}
        />
      ) : (
        <ul className={styles.list} style={{ margin: 0, padding: 0 }}>
          {rows.map((release) => (
            <Row key={release.id} release={release} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
