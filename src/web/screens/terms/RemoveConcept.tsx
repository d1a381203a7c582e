import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Trans, useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ConceptCard } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'
import { nameOf } from './order.ts'

interface RemoveConceptProps {
  concept: ConceptCard
  opened: boolean
  onClose: () => void
  onRemoved: () => void
}

/** Asks once more before a concept is taken out, and says what that means. */
export const RemoveConcept = ({ concept, opened, onClose, onRemoved }: RemoveConceptProps) => {
  const { t } = useTranslation('terms')
  const queries = useQueryClient()
  const name = nameOf(concept)
  const run = async () => {
    await call('DELETE', `/api/terms/${concept.id}`)
    onRemoved()
    queries.removeQueries({ queryKey: ['terms', 'concept', concept.id] })
    await queries.invalidateQueries({ queryKey: ['terms'] })
  }
  return (
    <Dialog opened={opened} close={onClose} title={t('remove')}>
      <Question action={t('remove')} run={run} close={onClose}>
        <Text>
          <Trans
            t={t}
            i18nKey="remove-what"
            values={{ count: concept.terms.length }}
            components={{
              name: (
                <b lang={name?.locale} key="name">
                  {name?.text}
                </b>
              ),
            }}
          />
        </Text>
      </Question>
    </Dialog>
  )
}
