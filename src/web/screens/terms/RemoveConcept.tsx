import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trans, useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ConceptCard } from '../../api/types.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
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
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const name = nameOf(concept)
  const remove = useMutation({
    mutationFn: () => call('DELETE', `/api/terms/${concept.id}`),
    onSuccess: async () => {
      onRemoved()
      queries.removeQueries({ queryKey: ['terms', 'concept', concept.id] })
      await queries.invalidateQueries({ queryKey: ['terms'] })
    },
  })
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('remove')}
      centered
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
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
        <ProblemNote error={remove.error} />
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
