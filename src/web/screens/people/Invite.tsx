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

/** Lets one person in: by a mail, or by a link that is handed over. */
export const Invite = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const [keys, setKeys] = useState<string[]>([])
  const [email, setEmail] = useState('')
  const [locale, setLocale] = useState<Locale>(me.locale)
  const [tried, setTried] = useState(false)
  const invite = useMutation({
    mutationFn: () => {
      const letter = email && { email, locale }
      return call<{ url: string }>('POST', '/api/invitations', { grants: grantsOf(keys), ...letter })
    },
    onSuccess: async () => {
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
  if (invite.data && !email) return <Handover url={invite.data.url} close={close} />
  return (
    <form onSubmit={submit}>
      <Stack>
        <RolesField
          value={keys}
          onChange={setKeys}
          error={tried && keys.length === 0 && t('invite.no-role')}
        />
        <TextInput
          label={`${t('invite.email')} (${common('optional')})`}
          description={t('invite.email-hint')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {email && (
          <NativeSelect
            label={t('invite.language')}
            value={locale}
            onChange={(event) => setLocale(event.currentTarget.value as Locale)}
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
