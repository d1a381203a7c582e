import { NumberInput, Stack, Table, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Memory } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { sayDone } from '../../parts/done.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

const MOST = 30

/** Saved when the field is left, or by the return key. */
const Penalty = ({ memory }: { memory: Memory }) => {
  const { t } = useTranslation('terms')
  const queries = useQueryClient()
  const [value, setValue] = useState<number | string>(memory.penalty)
  const save = useMutation({
    mutationFn: (penalty: number) => call('PATCH', `/api/memory/imported/${memory.id}`, { penalty }),
    onSuccess: async () => {
      sayDone(t('memory.saved'))
      await queries.invalidateQueries({ queryKey: ['memory', 'imported'] })
    },
  })
  const keep = () => {
    if (typeof value === 'number' && value !== memory.penalty) save.mutate(value)
    else setValue(memory.penalty)
  }
  return (
    <>
      <NumberInput
        w={90}
        aria-label={t('memory.penalty-of', { name: memory.name })}
        min={0}
        max={MOST}
        clampBehavior="strict"
        allowDecimal={false}
        value={value}
        onChange={setValue}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        disabled={save.isPending}
      />
      <ProblemNote error={save.error} />
    </>
  )
}

/** The memories that came from elsewhere, and how far they are trusted. */
export const ImportedMemories = () => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  const administrator = mayAs(useMe(), ['administrator'])
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['memory', 'imported'],
    queryFn: () => call<Memory[]>('GET', '/api/memory/imported'),
  })
  return (
    <Stack component="section" gap="xs" aria-labelledby="imported">
      <Title order={2} size="h4" id="imported">
        {t('memory.imported')}
      </Title>
      {isPending ? (
        <Loading lines={2} />
      ) : error ? (
        <ProblemNote error={error} again={refetch} />
      ) : data.length === 0 ? (
        <Text c="dimmed">{t('memory.no-imported')}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {t('memory.imported-lead')}
          </Text>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('memory.name')}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {t('memory.units')}
                </Table.Th>
                <Table.Th scope="col" visibleFrom="sm">
                  {t('memory.since')}
                </Table.Th>
                <Table.Th scope="col">{t('memory.penalty')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((memory) => (
                <Table.Tr key={memory.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{memory.name}</Table.Td>
                  <Table.Td ta="end">{format.number(memory.units ?? 0)}</Table.Td>
                  <Table.Td visibleFrom="sm">{format.day(memory.createdAt)}</Table.Td>
                  <Table.Td>
                    {administrator ? (
                      <Penalty key={memory.penalty} memory={memory} />
                    ) : (
                      format.number(memory.penalty)
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Stack>
  )
}
