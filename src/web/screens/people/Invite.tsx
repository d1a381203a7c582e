import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { ownNames } from '../../layout/LanguageMenu.tsx'
import { Copyable } from '../../parts/Copyable.tsx'
import { sayDone } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useKept } from '../../parts/useKept.ts'
import { grantsOf } from './grants.ts'
import { RolesField } from './RolesField.tsx'

const Handover = ({ url, close }: { url: string; close: () => void }) => {
  const { t } = useTranslation('people')
  return (
    <Stack>
      <Text role="status">{t('invite.handover')}</Text>
      <Copyable label={t('invite.link')} value={url} />
      <Group justify="flex-end">
        <Button onClick={close}>{t('invite.kept')}</Button>
      </Group>
    </Stack>
  )
}

/** Whom somebody is about to invite. */
interface Letter {
  keys: string[]
  email: string
  /** Of the mail; the inviter's own until they choose. */
  locale?: Locale
}
const nobody: Letter = { keys: [], email: '' }

/** Lets one person in: by a mail, or by a link that is handed over. */
export const Invite = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const [{ keys, email, locale = me.locale }, set, letGo] = useKept<Letter>('invitation', nobody)
  const change = (part: Partial<Letter>) => set({ keys, email, locale, ...part })
  const [tried, setTried] = useState(false)
  const invite = useMutation({
    mutationFn: async () => {
      const letter = email && { email, locale }
      const { url } = await call<{ url: string }>('POST', '/api/invitations', {
        grants: grantsOf(keys),
        ...letter,
      })
      // What goes by mail is handed to nobody else.
      return email ? null : url
    },
    onSuccess: async () => {
      letGo()
      if (email) {
        sayDone(t('invite.mailed', { email }))
        close()
      }
      await queries.invalidateQueries({ queryKey: ['invitations'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (keys.length > 0) invite.mutate()
  }
  if (invite.data) return <Handover url={invite.data} close={close} />
  return (
    <form onSubmit={submit}>
      <Stack>
        <RolesField
          value={keys}
          onChange={(chosen) => change({ keys: chosen })}
          error={tried && keys.length === 0 && t('invite.no-role')}
        />
        <TextInput
          label={`${t('invite.email')} (${common('optional')})`}
          description={t('invite.email-hint')}
          type="email"
          value={email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        {email && (
          <NativeSelect
            label={t('invite.language')}
            value={locale}
            onChange={(event) => change({ locale: event.currentTarget.value as Locale })}
            data={locales.map((value) => ({ value, label: ownNames[value] }))}
          />
        )}
        <ProblemNote error={invite.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t(email ? 'invite.mail' : 'invite.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
