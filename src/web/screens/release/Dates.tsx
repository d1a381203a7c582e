import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Release } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { fieldOf, MomentInput, momentOf } from '../../parts/MomentInput.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface Typed {
  dueAt?: string
  embargoAt?: string
}

const Told = ({ release }: { release: Release }) => {
  const { t } = useTranslation('release')
  const format = useFormat()
  const told = (iso: string | null) => (iso ? `${format.moment(iso)} · ${format.fromNow(iso)}` : t('none'))
  return (
    <>
      <Text size="sm">{t('deadline-is', { when: told(release.dueAt) })}</Text>
      <Text size="sm">{t('embargo-is', { when: told(release.embargoAt) })}</Text>
    </>
  )
}

/** Deadline and embargo; whoever may can move them, the embargo only until something has left. */
export const Dates = ({ release, may }: { release: Release; may: boolean }) => {
  const { t } = useTranslation('release')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Typed>({})
  const { slug, hasLeft } = release
  const field = (name: keyof Typed) => typed[name] ?? fieldOf(release[name])
  const changed = (['dueAt', 'embargoAt'] as const).filter((name) => field(name) !== fieldOf(release[name]))
  const save = useMutation({
    mutationFn: () =>
      call(
        'PATCH',
        `/api/releases/${slug}`,
        Object.fromEntries(changed.map((name) => [name, momentOf(field(name))])),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['release', slug] })
      setTyped({})
    },
  })
  if (!may || release.status !== 'in-progress') return <Told release={release} />
  const moment = momentOf(field('embargoAt'))
  const lifted =
    changed.includes('embargoAt') &&
    release.embargoAt !== null &&
    (moment === null || moment < release.embargoAt)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <MomentInput
            label={t('deadline')}
            value={field('dueAt')}
            onChange={(dueAt) => setTyped((before) => ({ ...before, dueAt }))}
          />
          <MomentInput
            label={t('embargo')}
            description={hasLeft ? t('embargo-fixed') : undefined}
            disabled={hasLeft}
            value={field('embargoAt')}
            onChange={(embargoAt) => setTyped((before) => ({ ...before, embargoAt }))}
          />
        </SimpleGrid>
        {lifted && (
          <Alert color="orange" role="status">
            {t('embargo-lifted')}
          </Alert>
        )}
        <ProblemNote error={save.error} />
        {changed.length > 0 && (
          <Group gap="sm">
            <Button type="submit" loading={save.isPending}>
              {common('save')}
            </Button>
            <Button variant="default" onClick={() => setTyped({})}>
              {common('cancel')}
            </Button>
          </Group>
        )}
        <Text size="sm" role="status">
          {save.isSuccess && changed.length === 0 ? t('saved') : ''}
        </Text>
      </Stack>
    </form>
  )
}
