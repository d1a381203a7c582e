import { Button, Group, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../language/model.ts'
import { conceptKinds } from '../../../translation/term-fields.ts'
import { call, Problem } from '../../api/client.ts'
import type { Concept, ConceptCard } from '../../api/types.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Conflict } from './Conflict.tsx'
import { type Draft, draftFrom, draftsOf, emptyDraft, emptyTerm, wordsOf } from './drafts.ts'
import { TermFields } from './TermFields.tsx'
import styles from './Terms.module.css'

interface ConceptFormProps {
  /** Nothing for a concept that is being made. */
  concept?: ConceptCard
  onDone: (id: string) => void
}

export const ConceptForm = ({ concept, onDone }: ConceptFormProps) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const kept = draftsOf(concept?.id ?? 'new')
  const [draft, setDraft] = useState<Draft>(
    () => kept.read() ?? (concept ? draftFrom(concept) : emptyDraft()),
  )
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    kept.write(next)
    setDraft(next)
  }
  const leave = (id: string) => {
    kept.forget()
    onDone(id)
  }
  const save = useMutation({
    mutationFn: () =>
      concept
        ? call<Concept>('PATCH', `/api/terms/${concept.id}`, { ...wordsOf(draft), version: draft.version })
        : call<Concept>('POST', '/api/terms', wordsOf(draft)),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['terms'] })
      leave(id)
    },
    // Somebody was first: what they wrote is looked up, and shown beside what is written here.
    onError: () => queries.invalidateQueries({ queryKey: ['terms', 'concept'] }),
  })
  const isBehind = concept !== undefined && concept.version !== draft.version && !save.isPending
  const wasConflict = save.error instanceof Problem && save.error.code === 'status-conflict'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {isBehind && (
          <Conflict
            theirs={concept}
            mine={draft}
            onTakeTheirs={() => leave(concept.id)}
            onKeepMine={() => change({ version: concept.version })}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NativeSelect
            label={t('kind-label')}
            data={conceptKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={draft.kind}
            onChange={(event) => change({ kind: event.currentTarget.value as Draft['kind'] })}
          />
          <TextInput
            type="date"
            label={t('valid-from')}
            value={draft.validFrom}
            max={draft.validTo || undefined}
            onChange={(event) => change({ validFrom: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('valid-to')}
            value={draft.validTo}
            min={draft.validFrom || undefined}
            onChange={(event) => change({ validTo: event.currentTarget.value })}
          />
        </SimpleGrid>
        {locales.map((locale) => (
          <fieldset key={locale} className={styles.fields}>
            <legend>{common(`language.${locale}`)}</legend>
            <Stack>
              {draft.terms
                .filter((term) => term.locale === locale)
                .map((term) => (
                  <TermFields
                    key={term.key}
                    term={term}
                    onChange={(changed) =>
                      change({
                        terms: draft.terms.map((other) => (other.key === term.key ? changed : other)),
                      })
                    }
                    onRemove={() => change({ terms: draft.terms.filter((other) => other.key !== term.key) })}
                  />
                ))}
              <Button
                variant="subtle"
                w="fit-content"
                leftSection={<IconPlus size={16} />}
                onClick={() => {
                  const isFirst = !draft.terms.some((term) => term.locale === locale)
                  change({ terms: [...draft.terms, emptyTerm(locale, isFirst ? 'preferred' : 'admitted')] })
                }}
              >
                {t('add-term', { language: common(`language.${locale}`) })}
              </Button>
            </Stack>
          </fieldset>
        ))}
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          maxLength={5000}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <Textarea
          label={t('sources')}
          description={t('sources-hint')}
          autosize
          minRows={2}
          value={draft.sources}
          onChange={(event) => change({ sources: event.currentTarget.value })}
        />
        {!wasConflict && <ProblemNote error={save.error} />}
        <Group justify="end">
          <Button variant="default" onClick={() => leave(concept?.id ?? '')}>
            {t('discard')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={isBehind}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
