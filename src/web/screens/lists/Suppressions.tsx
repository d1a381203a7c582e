import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suppression } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import styles from './Lists.module.css'
import { usePages } from './pages.ts'
import { SearchField } from './SearchField.tsx'

/** Addresses that nothing is sent to, and why. */
export const Suppressions = () => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const [q, setQ] = useState('')
  const { rows, error, isPending, refetch, more, isMore } = usePages<Suppression>(
    ['suppressions'],
    '/api/suppressions',
    { q },
  )
  return (
    <Stack gap="sm">
      <Group>
        <SearchField value={q} change={setQ} />
      </Group>
      {error ? (
        <ProblemNote error={error} again={refetch} />
      ) : isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title={t(q ? 'nobody' : 'no-suppressed')} lead={q ? undefined : t('no-suppressed-lead')} />
      ) : (
        <ul className={styles.rows}>
          {rows.map(({ email, words, said, since, until }) => (
            <li key={email} className={styles.row}>
              <Text fw={600} className={styles.person}>
                {email}
              </Text>
              <Text size="sm">
                {words} · {t('since', { when: format.day(since) })}
                {until && ` · ${t('until', { when: format.day(until) })}`}
              </Text>
              {said && (
                <Text size="xs" c="dimmed" w="100%" className={styles.person}>
                  {said}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
      {more && (
        <Button variant="default" loading={isMore} onClick={more}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
