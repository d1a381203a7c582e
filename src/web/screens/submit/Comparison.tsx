import { Alert, List, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReleaseDocument } from '../../../releases/model.ts'
import { call } from '../../api/client.ts'
import type { Comparison as Compared } from '../../api/types.ts'
import { Difference } from '../../parts/Difference.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import styles from './Submit.module.css'

/** In ms, after the last letter. */
const PAUSE = 400

/** What a document changes in the newest revision; asked for anew as it is mended. */
export const useComparison = (slug: string, document: ReleaseDocument | null) => {
  const [settled] = useDebouncedValue(document, PAUSE)
  return useQuery({
    queryKey: ['comparison', slug, settled],
    queryFn: () => call<Compared>('POST', `/api/releases/${slug}/revisions/preview`, { document: settled }),
    enabled: settled !== null && settled.title !== '' && settled.dateline?.date !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

/** What changes against the present revision, word by word, and what that means for the languages. */
export const Comparison = ({ compared }: { compared: ReturnType<typeof useComparison> }) => {
  const { t } = useTranslation('submit')
  const { t: common } = useTranslation()
  const { data, error, isPending, refetch } = compared
  if (error) return <ProblemNote error={error} again={refetch} />
  if (isPending) return <Loading lines={2} />
  const { same, changes, approved, lines, number } = data
  if (same) return <Text role="status">{t('same', { number })}</Text>
  const changed = lines.filter(({ before, after }) => before !== after)
  return (
    <Stack gap="sm">
      <Alert variant="light" role="status" title={t('means')}>
        <List size="sm" spacing={4}>
          <List.Item>{t('counts', { ...changes })}</List.Item>
          {approved.map(({ locale, segments }) => (
            <List.Item key={locale}>
              {t('stay-approved', { language: common(`language.${locale}`), count: segments })}
            </List.Item>
          ))}
          <List.Item>{t('decide-again')}</List.Item>
        </List>
      </Alert>
      {changed.length === 0 && <Text size="sm">{t('only-facts')}</Text>}
      {changed.map(({ before, after }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
        <div key={at} className={styles.change}>
          <Difference before={before ?? ''} after={after ?? ''} lang="en" />
        </div>
      ))}
    </Stack>
  )
}
