import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import type { Bench } from './useBench.ts'

interface SendProps {
  bench: Bench
  label: string
  lead: string
  /** What else keeps it back, in words. */
  others: string[]
  send: { mutateAsync: () => Promise<unknown>; isPending: boolean; error: unknown }
}

/** The last step: what is still wrong and where, and the button; it submits once, however often it is pressed. */
export const Send = ({ bench, label, lead, others, send }: SendProps) => {
  const { t } = useTranslation('submit')
  const busy = useRef(false)
  const [asked, setAsked] = useState(false)
  const { faults } = bench
  const goTo = (key: string) => {
    const part = document.getElementById(`part-${key}`)
    part?.scrollIntoView({ block: 'center' })
    part?.click()
  }
  const press = () => {
    setAsked(true)
    if (busy.current || faults.length > 0 || others.length > 0) return
    busy.current = true
    send
      .mutateAsync()
      .catch(() => {})
      .finally(() => {
        busy.current = false
      })
  }
  return (
    <Stack gap="sm">
      <Text>{lead}</Text>
      {asked && faults.length + others.length > 0 && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={t('not-yet')}>
          <List size="sm">
            {faults.map(({ key, fault }) => (
              <List.Item key={key}>
                <Anchor component="button" type="button" size="sm" onClick={() => goTo(key)}>
                  {t(`fault.${fault}`)}
                </Anchor>
              </List.Item>
            ))}
            {others.map((other) => (
              <List.Item key={other}>{other}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <ProblemNote error={send.error} />
      <Group gap="md">
        <Button
          size="md"
          leftSection={<IconSend size={18} aria-hidden />}
          loading={send.isPending}
          onClick={press}
        >
          {label}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {send.isPending ? t('sending') : t('kept')}
        </Text>
      </Group>
    </Stack>
  )
}
