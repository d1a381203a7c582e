import { ScrollArea, Table } from '@mantine/core'

interface NumbersProps {
  /** What the table is about, for who does not see the heading above it. */
  caption: string
  /** The first column names the row. */
  columns: string[]
  rows: string[][]
}

/** The numbers of a plot. */
export const Numbers = ({ caption, columns, rows }: NumbersProps) => (
  <ScrollArea.Autosize mah={300} viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': caption }}>
    <Table fz="sm" verticalSpacing={4} horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column, at) => (
            <Table.Th key={column} scope="col" ta={at === 0 ? undefined : 'end'}>
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, ...values]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            {values.map((value, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column each
              <Table.Td key={at} ta="end">
                {value}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </ScrollArea.Autosize>
)
