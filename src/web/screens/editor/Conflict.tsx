import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import { Difference } from '../../parts/Difference.tsx'
import { useCell, useDesk } from './context.ts'

/** Two people wrote the same segment: both texts, and the choice. */
export const Conflict = ({ id }: { id: string }) => {
  const { t } = useTranslation('editor')
  const { translation, edits } = useDesk()
  const { text, theirs } = useCell(id)
  if (!theirs) return null
  const locale = translation.locale as Locale
  return (
    <Alert color="orange" role="alert" title={t('conflict.title')} p="xs">
      <Text size="sm" mb={4}>
        {t('conflict.lead')}
      </Text>
      <Text size="sm" mb="xs">
        <Difference before={text} after={theirs.text} lang={locale} />
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" variant="light" onClick={() => edits.resolve(id, 'theirs')}>
          {t('conflict.theirs')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => edits.resolve(id, 'mine')}>
          {t('conflict.mine')}
        </Button>
      </Group>
    </Alert>
  )
}
