import { Button, Card, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { speak } from '../../i18n.ts'
import { ownNames } from '../../layout/LanguageMenu.tsx'
import { sayDone } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** How one is called, and spoken to. */
export const Profile = () => {
  const { t, i18n } = useTranslation('account')
  const { t: common } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const [name, setName] = useState(me.name)
  const [locale, setLocale] = useState<Locale>(me.locale)
  const save = useMutation({
    mutationFn: () => call('PATCH', '/api/me', { name, locale }),
    onSuccess: async () => {
      await speak(locale)
      await queries.invalidateQueries()
      sayDone(i18n.t('account:profile.done'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Card withBorder component="form" onSubmit={submit}>
      <Stack maw="32rem">
        <ProblemNote error={save.error} />
        <TextInput
          label={t('profile.name')}
          autoComplete="name"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('profile.email')}
          description={t('profile.email-hint')}
          value={me.email}
          readOnly
          variant="filled"
        />
        <Radio.Group
          label={t('profile.language')}
          description={t('profile.language-hint')}
          value={locale}
          onChange={(value) => setLocale(value as Locale)}
        >
          <Group mt="xs">
            {locales.map((value) => (
              <Radio
                key={value}
                value={value}
                label={<span lang={value}>{ownNames[value]}</span>}
                styles={{ body: { alignItems: 'center' } }}
              />
            ))}
          </Group>
        </Radio.Group>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
