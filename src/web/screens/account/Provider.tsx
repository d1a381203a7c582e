import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { useWays } from '../../api/ways.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone } from '../../parts/done.tsx'
import { Question } from '../../parts/Question.tsx'

/** That one comes in by the office's identity provider too, and the way to end that; nothing where it is not so. */
export const Provider = () => {
  const { t } = useTranslation('account')
  const me = useMe()
  const queries = useQueryClient()
  const { data: ways } = useWays()
  const [asking, { open, close }] = useDisclosure()
  // Without a password it is the only way in.
  if (!me.oidc || !me.password) return null
  const name = ways?.oidc?.name ?? 'OpenID Connect'
  const unlink = async () => {
    await call('DELETE', '/api/me/oidc')
    await queries.invalidateQueries({ queryKey: ['me'] })
    sayDone(t('provider.ended', { name }))
  }
  return (
    <Card withBorder>
      <Stack>
        <Text>{t('provider.lead', { name })}</Text>
        <Group>
          <Button variant="default" onClick={open}>
            {t('provider.end', { name })}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={asking} close={close} title={t('provider.title', { name })}>
        <Question action={t('provider.end', { name })} run={unlink} close={close}>
          <Text>{t('provider.means', { name })}</Text>
        </Question>
      </Dialog>
    </Card>
  )
}
