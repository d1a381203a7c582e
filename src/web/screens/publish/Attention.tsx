import { Accordion, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dispatch } from '../../api/types.ts'
import { Deliveries } from './Deliveries.tsx'

const kinds = ['uncertain', 'failed', 'bounced', 'suppressed'] as const

/** What a person may want to look at: messages that may have arrived, that did not, and who was left out. */
export const Attention = ({ dispatch }: { dispatch: Dispatch }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const [open, setOpen] = useState<string | null>(null)
  const there = kinds.filter((kind) => dispatch.deliveries[kind])
  if (there.length === 0) return null
  return (
    <Accordion value={open} onChange={setOpen} variant="contained" order={4} transitionDuration={0}>
      {there.map((kind) => (
        <Accordion.Item key={kind} value={kind}>
          <Accordion.Control>
            <Text size="sm" fw={600}>
              {t(`attention.${kind}`, { count: dispatch.deliveries[kind] })}
            </Text>
            {kind === 'suppressed' && (
              <Text size="sm" c="dimmed">
                {dispatch.excludedBy
                  .map(({ words, count }) => common('name-and-count', { name: words, count }))
                  .join(' · ')}
              </Text>
            )}
          </Accordion.Control>
          <Accordion.Panel>
            {open === kind && (
              <>
                <Text size="sm" mb="xs">
                  {t(`attention-lead.${kind}`)}
                </Text>
                <Deliveries dispatch={dispatch} status={kind} />
              </>
            )}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}
