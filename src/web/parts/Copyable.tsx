import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface CopyableProps {
  label: string
  value: string
  /** Other ways to take it along. */
  children?: ReactNode
}

/** Something to take elsewhere: shown whole, copied at a press, or selected to be copied by hand. */
export const Copyable = ({ label, value, children }: CopyableProps) => {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'copy-by-hand' | null>(null)
  const copy = async () => {
    try {
      // Browsers have no clipboard for pages that came without TLS.
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      field.current?.select()
      setOutcome('copy-by-hand')
    }
  }
  return (
    <Stack gap="xs">
      <Textarea
        ref={field}
        label={label}
        value={value}
        readOnly
        autosize
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', wordBreak: 'break-all' } }}
      />
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={outcome === 'copied' ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={copy}
        >
          {t('copy')}
        </Button>
        {children}
        <Text size="sm" role="status">
          {outcome && t(outcome)}
        </Text>
      </Group>
    </Stack>
  )
}
