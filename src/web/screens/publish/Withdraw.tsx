import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales, sourceLocale } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useKept } from '../../parts/useKept.ts'

const none: Partial<Record<Locale, string>> = {}

/** Ends a release: asked about with everything that follows from it, and a reason for the record. */
export const Withdraw = ({ slug }: { slug: string }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const [reason, setReason, letGo] = useKept<Partial<Record<Locale, string>>>(`withdrawal.${slug}`, none)
  const withdraw = useMutation({
    mutationFn: () =>
      call('POST', `/api/releases/${slug}/withdrawal`, {
        reason: Object.fromEntries(Object.entries(reason).filter(([, words]) => words.trim())),
      }),
    onSuccess: async () => {
      letGo()
      close()
      await queries.invalidateQueries()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    withdraw.mutate()
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        {t('withdrawal.what')}
      </Text>
      <Button variant="outline" color="red" onClick={open}>
        {t('withdrawal.open')}
      </Button>
      <Dialog opened={asking} close={close} title={t('withdrawal.title')}>
        <form onSubmit={submit}>
          <Stack>
            <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
              {['stops', 'stays', 'memory', 'final'].map((fact) => (
                <li key={fact}>{t(`withdrawal.${fact}`)}</li>
              ))}
            </ul>
            {locales.map((locale) => (
              <Textarea
                key={locale}
                label={t('withdrawal.reason', { language: common(`language.${locale}`) })}
                description={locale === sourceLocale ? t('withdrawal.reason-hint') : undefined}
                lang={locale}
                autosize
                minRows={2}
                minLength={3}
                maxLength={2000}
                required={locale === sourceLocale}
                value={reason[locale] ?? ''}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  setReason({ ...reason, [locale]: value })
                }}
              />
            ))}
            <ProblemNote error={withdraw.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {common('cancel')}
              </Button>
              <Button
                type="submit"
                color="red"
                disabled={(reason[sourceLocale] ?? '').trim().length < 3}
                loading={withdraw.isPending}
              >
                {t('withdrawal.do')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </Stack>
  )
}
