import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLists } from '../../api/lists.ts'

/** The mailing lists that a release is meant for; nothing where the office has none. */
export const ListsField = ({ value, onChange }: { value: string[]; onChange: (lists: string[]) => void }) => {
  const { t } = useTranslation('submit')
  const { data = [] } = useLists()
  if (data.length === 0) return null
  return (
    <MultiSelect
      label={t('lists')}
      description={t('lists-hint')}
      data={data.map(({ slug, name }) => ({ value: slug, label: name }))}
      value={value.filter((slug) => data.some((list) => list.slug === slug))}
      onChange={onChange}
      hidePickedOptions
      searchable
    />
  )
}
