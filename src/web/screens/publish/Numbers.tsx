import { Card, Group, Stack, Table, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Audience } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { useEditionName } from '../../parts/editions.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import styles from './Publish.module.css'

const Counts = ({ caption, rows }: { caption: string; rows: { name: string; count: number }[] }) => {
  const format = useFormat()
  return (
    <Table flex="1 1 18rem" captionSide="top" withRowBorders>
      <Table.Caption mt={0} ta="start">
        {caption}
      </Table.Caption>
      <Table.Tbody>
        {rows.map(({ name, count }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            <Table.Td className={styles.number}>{format.number(count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** What an order comes to, to the last recipient, and who is left out and why. */
export const Numbers = ({ audience: { data, error, refetch } }: { audience: UseQueryResult<Audience> }) => {
  const { t } = useTranslation('publish')
  const nameOf = useEditionName()
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading lines={2} />
  const { candidates, recipients, excluded, byEdition } = data
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Text role="status" size="lg" fw={600}>
          {t('numbers.recipients', { count: recipients })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('numbers.sum', { candidates, recipients, left: candidates - recipients })}
        </Text>
        <Group align="flex-start" gap="lg">
          {byEdition.length > 0 && (
            <Counts
              caption={t('numbers.editions')}
              rows={byEdition.map(({ edition, count }) => ({ name: nameOf(edition), count }))}
            />
          )}
          {excluded.length > 0 && (
            <Counts
              caption={t('numbers.left')}
              rows={excluded.map(({ words, count }) => ({ name: words, count }))}
            />
          )}
        </Group>
      </Stack>
    </Card>
  )
}
