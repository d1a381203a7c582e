import { Group, NativeSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Choices, ReleaseRow } from '../../api/types.ts'
import { queryOf, useFilters } from '../../parts/filters.ts'
import { useTitle } from '../../parts/useTitle.ts'

/** A release, found by words of its title. */
const ReleaseFilter = () => {
  const { t } = useTranslation('activity')
  const { get, set } = useFilters()
  const slug = get('release')
  const titleOf = useTitle()
  const [words, setWords] = useState('')
  const [q] = useDebouncedValue(words, 250)
  const { data = [] } = useQuery({
    queryKey: ['releases', 'choice', q],
    queryFn: () => call<ReleaseRow[]>('GET', `/api/releases?${queryOf({ q, limit: 20 })}`),
    placeholderData: keepPreviousData,
  })
  const choices = data.map((release) => ({ value: release.slug, label: titleOf(release).text }))
  const isThere = slug === '' || choices.some(({ value }) => value === slug)
  return (
    <Select
      flex="2 1 14rem"
      label={t('filter.release')}
      placeholder={t('filter.any-release')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.any-release') }}
      // The server has looked already.
      filter={({ options }) => options}
      data={isThere ? choices : [{ value: slug, label: slug }, ...choices]}
      value={slug || null}
      onSearchChange={setWords}
      onChange={(value) => set({ release: value ?? '' })}
    />
  )
}

/** Which events are shown. */
export const EventFilters = () => {
  const { t, i18n } = useTranslation('activity')
  const { get, set } = useFilters()
  const { data } = useQuery({
    queryKey: ['activity', 'choices'],
    queryFn: () => call<Choices>('GET', '/api/audit/choices'),
  })
  const labelOf = (action: string) =>
    i18n.exists(`activity:action.${action}`) ? t(`action.${action}`) : action
  const withChosen = (values: string[], chosen: string) =>
    chosen === '' || values.includes(chosen) ? values : [...values, chosen]
  const people = data?.people ?? []
  return (
    <Group gap="sm" align="end" role="search">
      <NativeSelect
        flex="1 1 12rem"
        label={t('filter.action')}
        value={get('action')}
        onChange={(event) => set({ action: event.currentTarget.value })}
        data={[
          { value: '', label: t('filter.any-action') },
          ...withChosen(data?.actions ?? [], get('action'))
            .map((value) => ({ value, label: labelOf(value) }))
            .sort((a, b) => a.label.localeCompare(b.label)),
        ]}
      />
      <NativeSelect
        flex="1 1 10rem"
        label={t('filter.person')}
        value={get('actor')}
        onChange={(event) => set({ actor: event.currentTarget.value })}
        data={[
          { value: '', label: t('filter.anybody') },
          ...withChosen(
            people.map(({ id }) => id),
            get('actor'),
          ).map((id) => ({ value: id, label: people.find((person) => person.id === id)?.name ?? '…' })),
        ]}
      />
      <ReleaseFilter />
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          flex="1 1 9rem"
          label={t(`filter.${name}`)}
          value={get(name)}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      ))}
    </Group>
  )
}
