import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Offline, Problem } from '../api/client.ts'

/** What went wrong, in words for the reader, and a way to try again where there is one. */
export const ProblemNote = ({ error, again }: { error: unknown; again?: () => unknown }) => {
  const { t } = useTranslation()
  if (!error) return null
  const known = error instanceof Problem || error instanceof Offline
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={t('problem.title')}>
      <Group justify="space-between" align="center">
        <Text size="sm" flex="1 1 16rem">
          {known ? error.message : t('problem.unknown')}
        </Text>
        {again && (
          <Button variant="default" onClick={() => again()}>
            {t('again')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
