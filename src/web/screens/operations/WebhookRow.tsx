import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'

/** What can be done about a webhook. */
export type Act = 'deliveries' | 'edit' | 'pause' | 'resume' | 'remove'

/** A program that is told, and how that goes. */
export const WebhookRow = ({ webhook, ask }: { webhook: Webhook; ask: (act: Act) => void }) => {
  const { t } = useTranslation('operations')
  const format = useFormat()
  const { url, events, pausedAt, failed, createdAt } = webhook
  const acts: Act[] = ['deliveries', 'edit', pausedAt ? 'resume' : 'pause', 'remove']
  return (
    <li className={`${rows.row} ${rows.two}`}>
      <Stack gap={4} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{url}</Text>
          {pausedAt && (
            <Badge color="orange" variant="light" tt="none">
              {t('webhooks.is-paused')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            t('webhooks.events', { count: events.length }),
            t('webhooks.since', { when: format.day(createdAt) }),
            ...(failed > 0 ? [t('webhooks.given-up', { count: failed })] : []),
          ].join(' · ')}
        </Text>
      </Stack>
      <Group gap="xs">
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            size="xs"
            aria-label={`${t(`webhooks.${act}`)}: ${url}`}
            onClick={() => ask(act)}
          >
            {t(`webhooks.${act}`)}
          </Button>
        ))}
      </Group>
    </li>
  )
}
