import { Button, Card, Code, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ApiKey } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone } from '../../parts/done.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Question } from '../../parts/Question.tsx'
import { MakeApiKey } from './MakeApiKey.tsx'

const useKeys = () =>
  useQuery({ queryKey: ['api-keys'], queryFn: () => call<ApiKey[]>('GET', '/api/me/api-keys') })

const Row = ({ apiKey, revoke }: { apiKey: ApiKey; revoke: () => void }) => {
  const { t } = useTranslation('account')
  const format = useFormat()
  const { name, prefix, createdAt, expiresAt, lastUsedAt } = apiKey
  const facts = [
    t('keys.made', { when: format.day(createdAt) }),
    expiresAt ? t('keys.until', { when: format.day(expiresAt) }) : t('keys.forever'),
    lastUsedAt ? t('keys.used', { when: format.fromNow(lastUsedAt) }) : t('keys.unused'),
  ]
  return (
    <Group component="li" justify="space-between" gap="sm">
      <div>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <Code>{prefix}…</Code>
        </Group>
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      <Button variant="default" size="xs" aria-label={`${t('keys.revoke')}: ${name}`} onClick={revoke}>
        {t('keys.revoke')}
      </Button>
    </Group>
  )
}

/** Keys by which programs act in one's name. */
export const ApiKeys = () => {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const { data, error, isPending, refetch } = useKeys()
  const [making, maker] = useDisclosure()
  const [asking, asker] = useDisclosure()
  const [meant, setMeant] = useState<ApiKey>()
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['api-keys'] })
  const revoke = async () => {
    await call('DELETE', `/api/me/api-keys/${meant!.id}`).finally(lookAgain)
    sayDone(t('keys.revoked'))
  }
  return (
    <Card withBorder>
      <Stack>
        <Text c="dimmed">{t(data.length === 0 ? 'keys.none' : 'keys.lead')}</Text>
        {data.length > 0 && (
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
            {data.map((apiKey) => (
              <Row
                key={apiKey.id}
                apiKey={apiKey}
                revoke={() => {
                  setMeant(apiKey)
                  asker.open()
                }}
              />
            ))}
          </Stack>
        )}
        <Group>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={maker.open}>
            {t('keys.new')}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={making} close={maker.close} title={t('keys.new')}>
        <MakeApiKey made={lookAgain} close={maker.close} />
      </Dialog>
      <Dialog opened={asking} close={asker.close} title={t('keys.revoke-title', { name: meant?.name })}>
        <Question action={t('keys.revoke')} run={revoke} close={asker.close}>
          <Text>{t('keys.revoke-lead')}</Text>
        </Question>
      </Dialog>
    </Card>
  )
}
