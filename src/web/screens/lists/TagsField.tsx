import { TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { normaliseTags, TAGS_LIMIT } from '../../../mailing/tags.ts'
import type { MailingList } from '../../api/types.ts'

interface TagsFieldProps {
  /** Of the list: offered, so that one thing gets one word. */
  known: MailingList['tags']
  value: string[]
  change: (tags: string[]) => void
}

/** The office's own words for a subscriber, in the form in which they are kept; what cannot be kept is said. */
export const TagsField = ({ known, value, change }: TagsFieldProps) => {
  const { t } = useTranslation('lists')
  return (
    <TagsInput
      label={t('tags')}
      description={t('tags-hint')}
      data={known.map(({ tag }) => tag)}
      splitChars={[',', ';', '、', '，', '；']}
      error={normaliseTags(value) === null && t('tags-invalid', { count: TAGS_LIMIT })}
      value={value}
      onChange={(tags) => change(normaliseTags(tags) ?? tags)}
    />
  )
}
