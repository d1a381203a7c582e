import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Looks for addresses and names, when the reader pauses. */
export const SearchField = ({ value, change }: { value: string; change: (words: string) => void }) => {
  const { t } = useTranslation('lists')
  const later = useDebouncedCallback((words: string) => change(words.trim()), 250)
  return (
    <TextInput
      flex="1 1 14rem"
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      defaultValue={value}
      onChange={(event) => later(event.currentTarget.value)}
    />
  )
}
