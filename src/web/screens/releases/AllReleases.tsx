import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import { useMe } from '../../api/me.ts'
import type { Me, ReleaseRow } from '../../api/types.ts'
import { isOpen } from '../../doors.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useFilters } from '../../parts/filters.ts'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import rows from '../../parts/rows.module.css'
import { SearchField } from '../../parts/SearchField.tsx'
import { Status } from '../../parts/Status.tsx'
import { useTitle } from '../../parts/useTitle.ts'
import { paths } from '../../paths.ts'
import styles from './Releases.module.css'

const statuses = ['in-progress', 'published', 'withdrawn'] as const

const Row = ({ release }: { release: ReleaseRow }) => {
  const { t } = useTranslation('releases')
  const { t: common } = useTranslation()
  const format = useFormat()
  const { slug, status, createdAt, dueAt, embargoAt, translations } = release
  const title = useTitle()(release)
  const embargoed = embargoAt !== null && new Date(embargoAt) > new Date()
  return (
    <li className={`${rows.row} ${rows.two}`}>
      <div>
        <Link to={generatePath(paths.release, { slug })} className={styles.title} lang={title.lang}>
          {title.text}
        </Link>
        <Group gap="xs" mt={4}>
          {translations.map((translation) => (
            <Link
              key={translation.locale}
              to={generatePath(paths.translation, { slug, locale: translation.locale })}
            >
              <Status
                status={translation.status}
                open={translation.open}
                prefix={common(`language.${translation.locale}`)}
              />
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
  const { get, set } = useFilters()
  const [q, status] = [get('q'), get('status')]
  const releases = usePortions<ReleaseRow>({
    name: ['releases'],
    path: '/api/releases',
    wanted: { q, status },
    next: ({ id }) => ({ before: id }),
  })
  const nothing =
    q || status ? (
      <Empty title={t('none-found')} lead={t('none-found-lead')} />
    ) : isAdministratorAlone(me) ? (
      <Empty title={t('alone')} lead={t('alone-lead')}>
        <Button component={Link} to={paths.people} mt="sm">
          {t('alone-do')}
        </Button>
      </Empty>
    ) : (
      <Empty title={t('none')} lead={t(isOpen('newRelease', me) ? 'none-lead' : 'none-lead-others')} />
    )
  return (
    <Stack gap="sm">
      <Group gap="sm" align="end">
        <SearchField label={t('search')} value={q} onSearch={(words) => set({ q: words })} />
        <Select
          w={200}
          aria-label={t('status')}
          data={[
            { value: '', label: t('any') },
            ...statuses.map((value) => ({ value, label: common(`status.${value}`) })),
          ]}
          value={status}
          allowDeselect={false}
          onChange={(value) => set({ status: value ?? '' })}
        />
      </Group>
      <Portions of={releases} empty={nothing}>
        {(found) => (
          <ul className={rows.rows}>
            {found.map((release) => (
              <Row key={release.id} release={release} />
            ))}
          </ul>
        )}
      </Portions>
    </Stack>
  )
}
