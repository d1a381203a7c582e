import { Checkbox, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'

/** The languages of an edition, at least one. */
export const EditionPicker = ({
  label,
  value,
  change,
}: {
  label: string
  value: Locale[]
  change: (edition: Locale[]) => void
}) => {
  const { t } = useTranslation('lists')
  const { t: common } = useTranslation()
  return (
    <Checkbox.Group
      label={label}
      description={t('edition-hint')}
      value={value}
      onChange={(chosen) => change(locales.filter((locale) => chosen.includes(locale)))}
    >
      <Group gap="lg" mt="xs">
        {locales.map((locale) => (
          <Checkbox key={locale} value={locale} label={common(`language.${locale}`)} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
