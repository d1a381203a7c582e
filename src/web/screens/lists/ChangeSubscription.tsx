import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { normaliseTags } from '../../../mailing/tags.ts'
import { call } from '../../api/client.ts'
import type { MailingList, Subscriber } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useListChange } from './changing.ts'
import { EditionPicker } from './EditionPicker.tsx'
import { TagsField } from './TagsField.tsx'

interface ChangeProps {
  list: MailingList
  subscriber: Subscriber
  close: () => void
}

/** Changes the languages that a subscriber gets, and their tags. */
export const ChangeSubscription = ({ list: { slug, tags: known }, subscriber, close }: ChangeProps) => {
  const { id, email, locales } = subscriber
  const { t } = useTranslation('lists')
  const { t: common } = useTranslation()
  const [edition, setEdition] = useState(locales)
  const [tags, setTags] = useState(subscriber.tags)
  const change = useListChange(
    slug,
    () => call('PATCH', `/api/lists/${slug}/subscribers/${id}`, { edition, tags }),
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
          <TagsField known={known} value={tags} change={setTags} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button
              type="submit"
              disabled={edition.length === 0 || !normaliseTags(tags)}
              loading={change.isPending}
            >
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
