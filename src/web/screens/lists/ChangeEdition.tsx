import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Subscriber } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useListChange } from './changing.ts'
import { EditionPicker } from './EditionPicker.tsx'

interface ChangeProps {
  slug: string
  subscriber: Subscriber
  close: () => void
}

/** Changes the languages that a subscriber gets. */
export const ChangeEdition = ({ slug, subscriber: { id, email, locales }, close }: ChangeProps) => {
  const { t } = useTranslation('lists')
  const { t: common } = useTranslation()
  const [edition, setEdition] = useState(locales)
  const change = useListChange(
    slug,
    () => call('PATCH', `/api/lists/${slug}/subscribers/${id}`, { edition }),
    close,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(undefined)
  }
  return (
    <Dialog opened close={close} title={t('change-of', { email })}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={change.error} />
          <EditionPicker label={t('edition')} value={edition} change={setEdition} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" disabled={edition.length === 0} loading={change.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
