import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from './ProblemNote.tsx'

interface QuestionProps {
  /** What exactly will happen. */
  children: ReactNode
  /** What the button says that does it. */
  action: string
  color?: string
  /** What the button says that leaves all as it is. */
  leave?: string
  run: () => Promise<unknown>
  close: () => void
}

/** Asks before something is done; what is refused is said here, and nothing closes. */
export const Question = ({ children, action, color = 'red', leave, run, close }: QuestionProps) => {
  const { t } = useTranslation()
  const doing = useMutation({ mutationFn: run, onSuccess: close })
  return (
    <Stack>
      <ProblemNote error={doing.error} />
      {children}
      <Group justify="flex-end">
        <Button variant="default" onClick={close} data-autofocus>
          {leave ?? t('cancel')}
        </Button>
        <Button color={color} loading={doing.isPending} onClick={() => doing.mutate()}>
          {action}
        </Button>
      </Group>
    </Stack>
  )
}
