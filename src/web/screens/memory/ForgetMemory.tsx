import { ActionIcon, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Memory } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'

/** Takes an imported memory out again, with all that came in with it. */
export const ForgetMemory = ({ memory: { id, name, units } }: { memory: Memory }) => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  const queries = useQueryClient()
  const [asked, setAsked] = useState(false)
  const forget = async () => {
    await call('DELETE', `/api/memory/imported/${id}`)
    await queries.invalidateQueries({ queryKey: ['memory'] })
  }
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('memory.forget-of', { name })}
        onClick={() => setAsked(true)}
      >
        <IconTrash size={18} />
      </ActionIcon>
      <Dialog opened={asked} close={() => setAsked(false)} title={t('memory.forget-title')}>
        <Question action={t('memory.forget-do')} run={forget} close={() => setAsked(false)}>
          <Text>{t('memory.forget-lead', { name, units: format.number(units ?? 0) })}</Text>
        </Question>
      </Dialog>
    </>
  )
}
