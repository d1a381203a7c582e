import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** What stands where something will stand in a moment. */
export const Loading = ({ lines = 4 }: { lines?: number }) => {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" p="md" role="status" aria-busy>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={n} height={22} width={`${92 - (n % 3) * 17}%`} />
      ))}
    </Stack>
  )
}
