import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ConceptCard as Card } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { ConceptCard } from './ConceptCard.tsx'
import { ConceptForm } from './ConceptForm.tsx'
import { draftsOf } from './drafts.ts'

interface ConceptDrawerProps {
  /** Of the concept that is looked at; `new` for one that is being made; empty for none. */
  id: string
  onMove: (id: string) => void
}

/** One concept, to be read or changed. What somebody has begun to change opens as they left it. */
export const ConceptDrawer = ({ id, onMove }: ConceptDrawerProps) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const isNew = id === 'new'
  const [editing, setEditing] = useState(false)
  useEffect(() => setEditing(id !== '' && draftsOf(id).read() !== null), [id])
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['terms', 'concept', id],
    queryFn: () => call<Card>('GET', `/api/terms/${id}`),
    enabled: id !== '' && !isNew,
  })
  const show = (next: string) => {
    setEditing(false)
    if (next !== id) onMove(next)
  }
  return (
    <Drawer
      opened={id !== ''}
      onClose={() => onMove('')}
      position="right"
      size="lg"
      title={t(isNew ? 'new-concept' : editing ? 'edit-concept' : 'concept')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {isNew ? (
        <ConceptForm onDone={show} />
      ) : data && editing ? (
        <ConceptForm concept={data} onDone={show} />
      ) : data ? (
        <ConceptCard concept={data} onEdit={() => setEditing(true)} onRemoved={() => onMove('')} />
      ) : error ? (
        <ProblemNote error={error} again={refetch} />
      ) : (
        isPending && id !== '' && <Loading />
      )}
    </Drawer>
  )
}
