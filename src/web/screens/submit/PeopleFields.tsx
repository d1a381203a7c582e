import { MultiSelect, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Locale, sourceLocale } from '../../../language/model.ts'
import { useColleagues } from '../../api/colleagues.ts'
import { useMe } from '../../api/me.ts'
import type { Draft, PeopleOf } from './draft.ts'

const nobody: PeopleOf = { reviewers: [], translators: [] }

/** Who is to do each language; where nobody is named, somebody is chosen by language and load. */
export const PeopleFields = ({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) => {
  const { t } = useTranslation('submit')
  const { t: common } = useTranslation()
  const me = useMe()
  const { data = [] } = useColleagues()
  const field = (locale: Locale, which: keyof PeopleOf, role: 'reviewer' | 'translator') => {
    const of = draft.people[locale] ?? nobody
    const other = which === 'reviewers' ? of.translators : []
    const able = data.filter(
      ({ id, grants }) =>
        grants.some((grant) => grant.role === role && grant.locale === locale) &&
        !other.includes(id) &&
        // The English is one's own: four eyes.
        !(locale === sourceLocale && id === me.id),
    )
    return (
      <MultiSelect
        key={`${locale} ${which}`}
        label={`${common(`language.${locale}`)} · ${common(`role.${role}`)}`}
        placeholder={of[which].length === 0 ? t('automatically') : undefined}
        data={able.map(({ id, name }) => ({ value: id, label: name }))}
        value={of[which].filter((id) => able.some((one) => one.id === id))}
        onChange={(chosen) => set({ people: { ...draft.people, [locale]: { ...of, [which]: chosen } } })}
        hidePickedOptions
        searchable
        nothingFoundMessage={t('nobody')}
      />
    )
  }
  return (
    <Stack gap={4} role="group" aria-labelledby="people">
      <Text fw={500} size="sm" id="people">
        {t('people')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('people-hint')}
      </Text>
      {data.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {field(sourceLocale, 'reviewers', 'reviewer')}
          <span />
          {draft.locales.flatMap((locale) => [
            field(locale, 'translators', 'translator'),
            field(locale, 'reviewers', 'reviewer'),
          ])}
        </SimpleGrid>
      )}
    </Stack>
  )
}
