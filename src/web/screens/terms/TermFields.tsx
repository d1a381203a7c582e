import { ActionIcon, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { genders, mentions, partsOfSpeech, termStatuses } from '../../../translation/term-fields.ts'
import type { Draft } from './drafts.ts'

type Term = Draft['terms'][number]

interface TermFieldsProps {
  term: Term
  onChange: (term: Term) => void
  onRemove: () => void
}

const cases = { '': undefined, match: true, ignore: false } as const

/** One term, to be written. */
export const TermFields = ({ term, onChange, onRemove }: TermFieldsProps) => {
  const { t } = useTranslation('terms')
  const change = (part: Partial<Term>) => onChange({ ...term, ...part })
  const choices = (group: string, values: readonly string[], none?: string) => [
    ...(none ? [{ value: '', label: none }] : []),
    ...values.map((value) => ({ value, label: t(`${group}.${value}`) })),
  ]
  const given = term.matchCase === undefined ? '' : term.matchCase ? 'match' : 'ignore'
  return (
    <Stack gap="xs">
      <Group gap="xs" align="end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('term')}
          lang={term.locale}
          maxLength={500}
          value={term.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          mb={2}
          aria-label={t('remove-term', { term: term.text })}
          onClick={onRemove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs" verticalSpacing="xs">
        <NativeSelect
          label={t('status-label')}
          data={choices('status', termStatuses)}
          value={term.status}
          onChange={(event) => change({ status: event.currentTarget.value as Term['status'] })}
        />
        <NativeSelect
          label={t('mention-label')}
          data={choices('mention', mentions)}
          value={term.mention ?? 'any'}
          onChange={(event) => change({ mention: event.currentTarget.value as Term['mention'] })}
        />
        <NativeSelect
          label={t('case-label')}
          data={choices('case', ['match', 'ignore'], t('case.usual'))}
          value={given}
          onChange={(event) => change({ matchCase: cases[event.currentTarget.value as keyof typeof cases] })}
        />
        <NativeSelect
          label={t('speech-label')}
          data={choices('speech', partsOfSpeech, t('not-said'))}
          value={term.partOfSpeech ?? ''}
          onChange={(event) =>
            change({ partOfSpeech: (event.currentTarget.value || undefined) as Term['partOfSpeech'] })
          }
        />
        <NativeSelect
          label={t('gender-label')}
          data={choices('gender', genders, t('not-said'))}
          value={term.gender ?? ''}
          onChange={(event) => change({ gender: (event.currentTarget.value || undefined) as Term['gender'] })}
        />
        <TextInput
          label={t('note')}
          maxLength={5000}
          value={term.note ?? ''}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  )
}
