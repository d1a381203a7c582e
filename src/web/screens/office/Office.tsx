import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { OfficeStyleAnswer } from '../../api/types.ts'
import { sayDone } from '../../parts/done.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { When } from '../../parts/When.tsx'
import { LinkFields } from './LinkFields.tsx'
import { Look } from './Look.tsx'
import { Specimen } from './Specimen.tsx'
import { WordFields } from './WordFields.tsx'

const Form = ({ style: kept, saved, sets }: OfficeStyleAnswer) => {
  const { t } = useTranslation('office')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [style, setStyle] = useState(kept)
  const save = useMutation({
    mutationFn: () => call('PUT', '/api/office/style', style),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['office-style'] })
      sayDone(t('done'))
    },
  })
  const change = (changed: Partial<typeof style>) => setStyle((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <form onSubmit={submit}>
        <Stack gap="xl">
          <Look style={style} sets={sets} change={change} />
          <WordFields style={style} change={change} />
          <LinkFields links={style.social} change={(social) => change({ social })} />
          <ProblemNote error={save.error} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {common('save')}
            </Button>
            {saved && (
              <Text size="sm" c="dimmed">
                {t('saved', { by: saved.by })} <When iso={saved.at} />
              </Text>
            )}
          </Group>
        </Stack>
      </form>
      <Specimen style={style} />
    </SimpleGrid>
  )
}

/** How the office's documents look, for whoever may say so. */
export default function Office() {
  const { t } = useTranslation('office')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['office-style'],
    queryFn: () => call<OfficeStyleAnswer>('GET', '/api/office/style'),
    // What is being typed is not to be written over.
    refetchOnWindowFocus: false,
  })
  return (
    <Page title={t('title')} wide>
      <Text maw="46rem">{t('lead')}</Text>
      {isPending && <Loading />}
      <ProblemNote error={error} again={refetch} />
      {data && <Form {...data} />}
    </Page>
  )
}
