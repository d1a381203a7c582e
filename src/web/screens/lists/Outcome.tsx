import { Badge, Chip, Group, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListImport } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { useEditionName } from '../../parts/editions.ts'
import styles from './Lists.module.css'

/** As the server tells it (src/mailing/exchange.ts). */
const TOLD = 200

const colors = {
  new: 'green',
  known: 'gray',
  repeated: 'gray',
  unsubscribed: 'orange',
  suppressed: 'orange',
  erased: 'orange',
  invalid: 'red',
} as const

/** What a file would come to: how many of each kind, and line by line. */
export const Outcome = ({ report: { counts, lines } }: { report: ListImport }) => {
  const { t } = useTranslation('lists')
  const format = useFormat()
  const nameOf = useEditionName()
  const [fate, setFate] = useState('all')
  const there = (Object.keys(colors) as (keyof typeof colors)[]).filter((kind) => counts[kind] > 0)
  const shown = lines.filter((line) => fate === 'all' || line.fate === fate)
  return (
    <Stack gap="sm" component="section" aria-label={t('imports.outcome')}>
      <Text role="status" fw={600}>
        {t('imports.outcome')}
      </Text>
      <Chip.Group value={fate} onChange={(chosen) => setFate(String(chosen))}>
        <Group gap="xs" role="group" aria-label={t('imports.filter')}>
          <Chip value="all" size="sm">
            {t('imports.all')}
          </Chip>
          {there.map((kind) => (
            <Chip key={kind} value={kind} size="sm">
              {t(`fate.${kind}`)} {format.number(counts[kind])}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {there.some((kind) => counts[kind] > TOLD) && (
        <Text size="sm" c="dimmed">
          {t('imports.first', { count: TOLD })}
        </Text>
      )}
      <ScrollArea.Autosize mah="40vh" viewportProps={{ tabIndex: 0 }}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('imports.line')}</Table.Th>
              <Table.Th>{t('imports.address')}</Table.Th>
              <Table.Th>{t('imports.result')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ line, email, name, edition, fate: what, words }) => (
              <Table.Tr key={line}>
                <Table.Td className={styles.number}>{format.number(line)}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {email}
                  {name && (
                    <Text size="sm" c="dimmed">
                      {name}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Badge color={colors[what]} variant="light" style={{ maxWidth: '100%' }}>
                    {t(`fate.${what}`)}
                  </Badge>
                  <Text size="sm" c="dimmed">
                    {words ?? (what === 'new' && nameOf(edition))}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Stack>
  )
}
