import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../../parts/Copyable.tsx'

/** The codes for when the phone is lost. They are shown this once. */
export const BackupCodes = ({ codes, done }: { codes: string[]; done: () => void }) => {
  const { t } = useTranslation('account')
  const text = codes.join('\n')
  return (
    <Stack>
      <Alert color="orange" role="alert" title={t('codes.title')}>
        {t('codes.lead')}
      </Alert>
      <Copyable label={t('codes.label')} value={text}>
        <Button
          component="a"
          variant="default"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Bayon\n\n${text}\n`)}`}
          download="bayon-backup-codes.txt"
          leftSection={<IconDownload size={16} />}
        >
          {t('codes.download')}
        </Button>
      </Copyable>
      <Group>
        <Button onClick={done}>{t('codes.done')}</Button>
      </Group>
    </Stack>
  )
}
