import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import { type Locale, locales, sourceLocale } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import type { Found } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { queryOf, useFilters } from '../../parts/filters.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'
import { SearchField } from '../../parts/SearchField.tsx'
import { paths } from '../../paths.ts'
import { Marked } from './Marked.tsx'
import styles from './Memory.module.css'

const MOST = 50
const targets = locales.filter((locale) => locale !== sourceLocale)

const Unit = ({ unit, locale }: { unit: Found['units'][number]; locale: Locale }) => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  const { source, target, sourcePlaces, targetPlaces, importedFrom, release } = unit
  return (
    <li className={rows.row}>
      <div className={styles.pair}>
        <Marked text={source} places={sourcePlaces} lang={sourceLocale} />
        <Marked text={target} places={targetPlaces} lang={locale} />
      </div>
      <Text size="sm" c="dimmed" mt={4}>
        {importedFrom !== null && t('memory.from-import', { name: importedFrom })}
        {release && (
          <>
            {t('memory.approved', { when: format.day(release.approvedAt) })}{' '}
            <Anchor
              component={Link}
              to={generatePath(paths.translation, { slug: release.slug, locale })}
              lang={sourceLocale}
              inherit
              underline="always"
            >
              {release.title}
            </Anchor>
          </>
        )}
      </Text>
    </li>
  )
}

/** Where a phrase stands in the memory, in either language. */
export const Concordance = () => {
  const { t, i18n } = useTranslation('terms')
  const { t: common } = useTranslation()
  const { get, set } = useFilters()
  const q = get('q')
  const own = targets.find((target) => target === i18n.language) ?? targets[0]!
  const locale = targets.find((target) => target === get('locale')) ?? own
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['memory', 'phrase', locale, q],
    queryFn: () => call<Found>('GET', `/api/memory/concordance?${queryOf({ locale, q, limit: MOST })}`),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const found = q === '' ? undefined : data
  return (
    <Stack gap="sm">
      <Group gap="sm" role="search">
        <SearchField label={t('memory.search')} value={q} onSearch={(words) => set({ q: words })} />
        <SegmentedControl
          aria-label={t('memory.into')}
          value={locale}
          onChange={(value) => set({ locale: value })}
          data={targets.map((target) => ({ value: target as string, label: common(`language.${target}`) }))}
        />
      </Group>
      <ProblemNote error={error} again={refetch} />
      {q === '' ? (
        <Empty order={2} title={t('memory.empty')} lead={t('memory.empty-lead')} />
      ) : !found ? (
        isFetching && <Loading />
      ) : found.units.length === 0 ? (
        <Empty order={2} title={t('memory.none-found')} lead={t('memory.none-found-lead')} />
      ) : (
        <>
          <Text size="sm" c="dimmed" role="status">
            {t(found.isComplete ? 'memory.found' : 'memory.not-all', { count: found.units.length })}
          </Text>
          <ul className={rows.rows}>
            {found.units.map((unit) => (
              <Unit key={unit.id} unit={unit} locale={locale} />
            ))}
          </ul>
        </>
      )}
    </Stack>
  )
}
