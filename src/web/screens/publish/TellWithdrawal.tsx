import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { Audience, Release } from '../../api/types.ts'
import { LastWord } from './LastWord.tsx'
import { Numbers } from './Numbers.tsx'
import styles from './Publish.module.css'

/** That a release was withdrawn, to whoever has it: the mail as it will be, to how many, and on to the last word. */
export const TellWithdrawal = ({ release }: { release: Release }) => {
  const { t } = useTranslation('publish')
  const me = useMe()
  const [asking, setAsking] = useState(false)
  const path = `/api/releases/${release.slug}`
  const audience = useQuery({
    queryKey: ['audience', release.slug, 'withdrawal'],
    queryFn: () => call<Audience>('GET', `${path}/audience?withdrawal=true`),
    // Numbers to decide by are never old ones.
    staleTime: 0,
  })
  const isOwn = release.withdrawal?.personId === me.id
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('tell.what')}
      </Text>
      {isOwn && <Alert>{t('tell.own')}</Alert>}
      <iframe
        title={t('tell.preview')}
        src={`${path}/withdrawal/notice`}
        className={styles.sheet}
        sandbox=""
      />
      <Numbers audience={audience} />
      {!isOwn && (
        <Group>
          <Button disabled={!audience.data?.recipients} onClick={() => setAsking(true)}>
            {t('on')}
          </Button>
        </Group>
      )}
      {asking && audience.data && (
        <LastWord
          release={release}
          audience={audience.data}
          where={{ withdrawal: true }}
          scheduledAt={null}
          goesAt={null}
          close={() => setAsking(false)}
          ordered={() => setAsking(false)}
        />
      )}
    </Stack>
  )
}
