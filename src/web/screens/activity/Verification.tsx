import { Alert, Button, Code, Stack, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { AuditVerdict } from '../../api/types.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** Asks whether the record is whole. */
export const useVerification = () =>
  useMutation({ mutationFn: () => call<AuditVerdict>('GET', '/api/audit/verification') })

type Asked = ReturnType<typeof useVerification>

export const VerifyButton = ({ asked }: { asked: Asked }) => {
  const { t } = useTranslation('activity')
  return (
    <Button
      leftSection={<IconShieldCheck size={18} />}
      loading={asked.isPending}
      onClick={() => asked.mutate()}
    >
      {t('verify')}
    </Button>
  )
}

/** What came out, and what it means. */
export const VerdictNote = ({ asked: { data, error } }: { asked: Asked }) => {
  const { t } = useTranslation('activity')
  if (error) return <ProblemNote error={error} />
  if (!data) return null
  if (!data.whole)
    return (
      <Alert color="red" role="alert" icon={<IconShieldX />} title={t('verdict.broken')}>
        <Stack gap="xs">
          <Text size="sm">{t(`verdict.${data.how}`, { number: data.brokenAt })}</Text>
          <Text size="sm">{t('verdict.what-to-do')}</Text>
        </Stack>
      </Alert>
    )
  return (
    <Alert color="green" role="status" icon={<IconShieldCheck />} title={t('verdict.whole')}>
      <Stack gap="xs">
        <Text size="sm">{t('verdict.meaning', { count: data.events })}</Text>
        {data.head && (
          <Text size="sm">
            {t('verdict.head')} <Code style={{ overflowWrap: 'anywhere' }}>{data.head}</Code>
          </Text>
        )}
      </Stack>
    </Alert>
  )
}
