import { Checkbox, Group, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../language/model.ts'
import { conceptKinds } from '../../../translation/term-fields.ts'
import { useFilters } from '../../parts/filters.ts'
import { SearchField } from '../../parts/SearchField.tsx'

/** What is looked for in the termbase. */
export const TermFilters = () => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const { get, set } = useFilters()
  return (
    <Group gap="sm" align="center" role="search">
      <SearchField label={t('search')} value={get('q')} onSearch={(q) => set({ q })} />
      <NativeSelect
        aria-label={t('kind-label')}
        value={get('kind')}
        onChange={(event) => set({ kind: event.currentTarget.value })}
        data={[
          { value: '', label: t('any-kind') },
          ...conceptKinds.map((kind) => ({ value: kind as string, label: t(`kind.${kind}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('language-label')}
        value={get('locale')}
        onChange={(event) => set({ locale: event.currentTarget.value })}
        data={[
          { value: '', label: t('any-language') },
          ...locales.map((locale) => ({ value: locale as string, label: common(`language.${locale}`) })),
        ]}
      />
      <Checkbox
        label={t('unconfirmed-only')}
        checked={get('unconfirmed') === 'true'}
        onChange={(event) => set({ unconfirmed: event.currentTarget.checked ? 'true' : '' })}
      />
    </Group>
  )
}
