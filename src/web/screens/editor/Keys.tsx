import { Kbd, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/Dialog.tsx'

const keys: [name: string, keys: string[]][] = [
  ['next', ['Ctrl', 'Enter']],
  ['previous', ['Ctrl', 'Shift', 'Enter']],
  ['next-open', ['Alt', 'N']],
  ['down', ['Alt', '↓']],
  ['up', ['Alt', '↑']],
  ['bold', ['Ctrl', 'B']],
  ['term', ['Alt', '1–9']],
  ['draft', ['Alt', 'D']],
  ['source', ['Alt', 'C']],
  ['comment', ['Alt', 'K']],
  ['history', ['Alt', 'H']],
  ['preview', ['Alt', 'P']],
  ['approve', ['Alt', 'A']],
  ['return', ['Alt', 'R']],
  ['keys', ['F1']],
]

/** The keys that work in the editor. On a Mac, Command does what Ctrl does. */
export const Keys = ({ opened, close }: { opened: boolean; close: () => void }) => {
  const { t } = useTranslation('editor')
  return (
    <Dialog opened={opened} close={close} title={t('keys.title')}>
      <Table>
        <Table.Tbody>
          {keys.map(([name, pressed]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
              <Table.Td ta="right">
                {pressed.map((key, at) => (
                  <span key={key}>
                    {at > 0 && ' + '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  )
}
