import { Alert, Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import { normaliseTags } from '../../../mailing/tags.ts'
import { call } from '../../api/client.ts'
import type { MailingList } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useListChange } from './changing.ts'
import { EditionPicker } from './EditionPicker.tsx'
import { TagsField } from './TagsField.tsx'

type Outcome = Record<'subscribed' | 'known' | 'unsubscribed' | 'suppressed' | 'erased', number>

/** Puts one person on a list, and says what became of it. The form stays for the next one. */
export const AddSubscriber = ({
  list: { slug, tags: known },
  close,
}: {
  list: MailingList
  close: () => void
}) => {
  const { t, i18n } = useTranslation('lists')
  const { t: common } = useTranslation()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [edition, setEdition] = useState<Locale[]>(['en', i18n.language as Locale])
  const [tags, setTags] = useState<string[]>([])
  const [said, setSaid] = useState<{ email: string; fate: string } | null>(null)
  const add = useListChange(
    slug,
    () =>
      call<Outcome>('POST', `/api/lists/${slug}/subscribers`, {
        edition,
        subscribers: [{ email, ...(name && { name }), locale: i18n.language, tags }],
      }),
    (outcome) => {
      setSaid({ email, fate: Object.entries(outcome).find(([, count]) => count > 0)![0] })
      if (outcome.subscribed) {
        setEmail('')
        setName('')
      }
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaid(null)
    add.mutate(undefined)
  }
  return (
    <Dialog opened close={close} title={t('add')}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemNote error={add.error} />
          {said && (
            <Alert color={said.fate === 'subscribed' ? 'green' : 'orange'} role="status">
              {t(`added.${said.fate}`, { email: said.email })}
            </Alert>
          )}
          {/* Not type=email: browsers refuse addresses in other scripts. The server knows them. */}
          <TextInput
            label={t('email')}
            inputMode="email"
            autoComplete="off"
            required
            maxLength={320}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t('person')}
            autoComplete="off"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <EditionPicker label={t('edition')} value={edition} change={setEdition} />
          <TagsField known={known} value={tags} change={setTags} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('close')}
            </Button>
            <Button
              type="submit"
              disabled={edition.length === 0 || !normaliseTags(tags)}
              loading={add.isPending}
            >
              {t('add-do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
