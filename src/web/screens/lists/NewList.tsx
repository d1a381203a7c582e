import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { generatePath, useNavigate } from 'react-router'
import { call } from '../../api/client.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'

/** A name in Latin letters as it can stand in an address; of other scripts nothing is left. */
const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** Makes a list, and goes there. */
export const NewList = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('lists')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  const slug = own ?? slugOf(name)
  const make = useMutation({
    mutationFn: () => call<{ slug: string }>('POST', '/api/lists', { name, slug }),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ['lists'] })
      navigate(generatePath(paths.list, { list: list.slug }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Dialog opened close={close} title={t('new')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={make.error} />
          <TextInput
            label={t('name')}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('slug')}
            description={t('slug-hint')}
            required
            maxLength={120}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            value={slug}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending}>
              {t('make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
