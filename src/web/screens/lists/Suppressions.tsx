import { Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suppression } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Portions, usePortions } from '../../parts/Portions.tsx'
import rows from '../../parts/rows.module.css'
import { SearchField } from '../../parts/SearchField.tsx'
import styles from './Lists.module.css'

/** Addresses that nothing is sent to, and why. */
export const Suppressions = () => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const [q, setQ] = useState('')
  const suppressions = usePortions<Suppression>({
    name: ['suppressions'],
    path: '/api/suppressions',
    wanted: { q },
    next: ({ email }) => ({ after: email }),
  })
  return (
    <Stack gap="sm">
      <Group>
        <SearchField label={t('search')} value={q} onSearch={setQ} />
      </Group>
      <Portions
        of={suppressions}
        empty={
          <Empty title={t(q ? 'nobody' : 'no-suppressed')} lead={q ? undefined : t('no-suppressed-lead')} />
        }
      >
        {(found) => (
          <ul className={rows.rows}>
            {found.map(({ email, words, said, since, until }) => (
              <li key={email} className={`${rows.row} ${styles.row}`}>
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
      </Portions>
    </Stack>
  )
}
