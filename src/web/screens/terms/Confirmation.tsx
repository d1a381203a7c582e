import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Locale, sourceLocale } from '../../../language/model.ts'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { ConceptCard } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** Who vouches for a concept's terms in a language; a reviewer of it can. English stands beside every language. */
export const Confirmation = ({ concept, locale }: { concept: ConceptCard; locale: Locale }) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const format = useFormat()
  const me = useMe()
  const queries = useQueryClient()
  const { id, version } = concept
  const confirm = useMutation({
    mutationFn: () => call('POST', `/api/terms/${id}/confirmations`, { locale, version }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['terms'] }),
  })
  if (locale === sourceLocale) return null
  const language = common(`language.${locale}`)
  const given = concept.confirmations.find((confirmation) => confirmation.locale === locale)
  if (given) {
    const when = format.moment(given.at)
    return (
      <Group gap={6} wrap="nowrap" role="status">
        <IconCircleCheck size={18} color="var(--mantine-color-green-filled)" aria-hidden />
        <Text size="sm">
          {given.by ? t('confirmed-by', { name: given.by, when }) : t('confirmed-in-import', { when })}
        </Text>
      </Group>
    )
  }
  return (
    <Stack gap="xs">
      <Group gap={6} wrap="nowrap">
        <IconAlertCircle size={18} color="var(--mantine-color-orange-filled)" aria-hidden />
        <Text size="sm">{t('candidate')}</Text>
      </Group>
      {mayAs(me, ['reviewer'], locale) && (
        <Button variant="light" w="fit-content" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {t('confirm', { language })}
        </Button>
      )}
      <ProblemNote error={confirm.error} />
    </Stack>
  )
}
