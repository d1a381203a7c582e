import { Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format.ts'

/** How far a file has been taken in. */
export const Uploading = ({ share }: { share: number }) => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  const done = share >= 1
  const said = done ? t('files.finishing') : t('files.reading', { share: format.share(share) })
  return (
    <Stack gap={4}>
      <Progress value={share * 100} striped={done} animated={done} aria-label={said} />
      <Text size="sm" role="status">
        {said}
      </Text>
    </Stack>
  )
}
