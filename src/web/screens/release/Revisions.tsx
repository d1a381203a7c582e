import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Revisions as Rows } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'

/** The revisions, newest first, and what each changed. */
export const Revisions = ({ slug }: { slug: string }) => {
  const { t } = useTranslation('release')
  const format = useFormat()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['release', slug, 'revisions'],
    queryFn: () => call<Rows>('GET', `/api/releases/${slug}/revisions`),
  })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  return (
    <ol className={rows.rows}>
      {data.map(({ number, title, createdBy, createdAt, changes }) => (
        <li key={number} className={rows.row}>
          <div>
            <Text fw={600}>{t('revision', { count: number })}</Text>
            <Text size="sm" lang="en">
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {t('submitted', { who: createdBy, when: format.moment(createdAt) })}
            </Text>
            {changes && <Text size="sm">{t('changes', { ...changes })}</Text>}
          </div>
        </li>
      ))}
    </ol>
  )
}
