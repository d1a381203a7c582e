import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'

interface SearchFieldProps {
  label: string
  value: string
  onSearch: (words: string) => void
}

/** A field whose words are looked for once the hand rests. */
export const SearchField = ({ label, value, onSearch }: SearchFieldProps) => {
  const search = useDebouncedCallback((words: string) => onSearch(words.trim()), 250)
  return (
    <TextInput
      flex="1 1 14rem"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} />}
      defaultValue={value}
      onChange={(event) => search(event.currentTarget.value)}
    />
  )
}
