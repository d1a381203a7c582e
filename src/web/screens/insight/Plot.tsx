import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Insight.module.css'
import { Numbers } from './Numbers.tsx'

interface PlotProps {
  title: string
  /** What it shows, and how it is to be read. */
  lead: string
  columns: string[]
  rows: string[][]
  children: ReactNode
}

/** A plot, and beside it the same numbers as a table. */
export const Plot = ({ title, lead, columns, rows, children }: PlotProps) => {
  const { t } = useTranslation('insight')
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        {lead}
      </Text>
      {rows.length === 0 ? (
        <Text>{t('nothing')}</Text>
      ) : (
        <div className={styles.plot}>
          <div role="img" aria-label={t('as-table', { title })} className={styles.chart}>
            {children}
          </div>
          <Numbers caption={title} columns={columns} rows={rows} />
        </div>
      )}
    </Stack>
  )
}
