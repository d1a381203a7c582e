import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Part } from './parts.ts'
import type { PageTools } from './usePage.ts'

/** What the dateline says: the day is that of the release everywhere, in every language. */
export const DatelineFields = ({ part, page }: { part: Part; page: PageTools }) => {
  const { t } = useTranslation('submit')
  const { key, place = '', date = '' } = part
  return (
    <Group gap="sm" align="start">
      <TextInput
        label={t('place')}
        lang="en"
        flex="1 1 10rem"
        maxLength={200}
        value={place}
        onChange={(event) => page.setDateline(key, event.currentTarget.value, date)}
      />
      <TextInput
        label={t('date')}
        type="date"
        value={date}
        error={date === '' ? t('fault.date') : undefined}
        onChange={(event) => page.setDateline(key, place, event.currentTarget.value)}
      />
    </Group>
  )
}
