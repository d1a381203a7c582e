import { Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { locales, sourceLocale } from '../../../language/model.ts'
import { MomentInput, momentOf } from '../../parts/MomentInput.tsx'
import type { Draft } from './draft.ts'
import { ListsField } from './ListsField.tsx'
import { PeopleFields } from './PeopleFields.tsx'

interface ChoicesProps {
  draft: Draft
  slug: string
  slugError: string | undefined
  set: (change: Partial<Draft>) => void
}

const isPast = (field: string) => {
  const iso = momentOf(field)
  return iso !== null && new Date(iso) < new Date()
}

/** What is chosen for a release beside its text: languages, people, dates, and its name in addresses. */
export const Choices = ({ draft, slug, slugError, set }: ChoicesProps) => {
  const { t } = useTranslation('submit')
  const { t: common } = useTranslation()
  const { dueAt, embargoAt } = draft
  const others = locales.filter((locale) => locale !== sourceLocale)
  const isLate = dueAt !== '' && embargoAt !== '' && dueAt > embargoAt
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={t('languages')}
        description={t('languages-hint')}
        value={draft.locales}
        onChange={(chosen) => set({ locales: others.filter((locale) => chosen.includes(locale)) })}
        error={draft.locales.length === 0 ? t('fault.languages') : undefined}
      >
        <Group mt="xs">
          {others.map((locale) => (
            <Checkbox key={locale} value={locale} label={common(`language.${locale}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <PeopleFields draft={draft} set={set} />
      <ListsField value={draft.lists} onChange={(lists) => set({ lists })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MomentInput
          label={t('deadline')}
          description={t('deadline-hint')}
          value={dueAt}
          onChange={(value) => set({ dueAt: value })}
          error={isPast(dueAt) ? t('is-past') : isLate ? t('deadline-late') : undefined}
        />
        <MomentInput
          label={t('embargo')}
          description={t('embargo-hint')}
          value={embargoAt}
          onChange={(value) => set({ embargoAt: value })}
          error={isPast(embargoAt) ? t('is-past') : undefined}
        />
      </SimpleGrid>
      <TextInput
        id="slug"
        label={t('slug')}
        description={t('slug-hint', { address: `${window.location.origin}/releases/${slug}` })}
        value={slug}
        maxLength={120}
        autoCapitalize="off"
        spellCheck={false}
        error={slugError}
        onChange={(event) => {
          const typed = event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, '-')
          set({ slug: typed || null })
        }}
      />
    </Stack>
  )
}
