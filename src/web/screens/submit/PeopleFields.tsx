import { MultiSelect, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Grant } from '../../../accounts/permissions.ts'
import { type Locale, sourceLocale } from '../../../language/model.ts'
import { call, Problem } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { Draft, PeopleOf } from './draft.ts'

interface Colleague {
  id: string
  name: string
  grants: Grant[]
  /** Administrators are told of those who are gone, too. */
  deactivatedAt?: string | null
}

const nobody: PeopleOf = { reviewers: [], translators: [] }

/** Everybody of the office; nobody where the server does not tell. */
const colleagues = async (): Promise<Colleague[]> => {
  try {
    const people = await call<Colleague[]>('GET', '/api/people')
    return people.filter(({ deactivatedAt }) => !deactivatedAt)
  } catch (error) {
    if (error instanceof Problem && [403, 404].includes(error.status)) return []
    throw error
  }
}

/** Who is to do each language; where nobody is named, somebody is chosen by language and load. */
export const PeopleFields = ({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) => {
  const { t } = useTranslation('submit')
  const { t: common } = useTranslation()
  const me = useMe()
  const { data = [] } = useQuery({ queryKey: ['people', 'active'], queryFn: colleagues })
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
