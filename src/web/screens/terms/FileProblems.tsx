import { Alert, ScrollArea, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format.ts'

interface FileProblemsProps {
  /** How many entries are left out. */
  left: number
  /** The first of them. */
  problems: { line: number; message: string }[]
}

/** What a file had that cannot be taken in, line by line. */
export const FileProblems = ({ left, problems }: FileProblemsProps) => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  if (left === 0) return null
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t('files.left-out', { count: left })}>
      <ScrollArea.Autosize
        mah={240}
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('files.problem') }}
      >
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('files.line')}</Table.Th>
              <Table.Th scope="col">{t('files.problem')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map(({ line, message }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may stand at one line
              <Table.Tr key={at}>
                <Table.Td>{format.number(line)}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {left > problems.length && <Text size="sm">{t('files.more', { count: left - problems.length })}</Text>}
    </Alert>
  )
}
