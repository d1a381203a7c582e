import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me.ts'
import type { Member } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'
import type { Act } from './act.ts'
import { Roles } from './Roles.tsx'

/** Somebody, and what can be changed about them. */
export const MemberRow = ({ member, ask }: { member: Member; ask: (act: Act) => void }) => {
  const { t } = useTranslation('people')
  const format = useFormat()
  const me = useMe()
  const { id, name, email, grants, twoFactor, deactivatedAt } = member
  const self = id === me.id
  // Oneself: the second step in one's own account, and going is for others to say.
  const acts: Act[] = deactivatedAt
    ? ['reactivation']
    : ['roles', ...(self ? [] : ([...(twoFactor ? ['two-factor-reset'] : []), 'deactivation'] as Act[]))]
  return (
    <li className={`${rows.row} ${rows.two}`}>
      <Stack gap={4} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {self && <Badge variant="light">{t('you')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {email}
          {twoFactor && ` · ${t('two-factor')}`}
          {deactivatedAt && ` · ${t('deactivated', { when: format.day(deactivatedAt) })}`}
        </Text>
        <Roles grants={grants} />
      </Stack>
      <Group gap="xs">
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            size="xs"
            aria-label={`${t(`act.${act}.open`)}: ${name}`}
            onClick={() => ask(act)}
          >
            {t(`act.${act}.open`)}
          </Button>
        ))}
      </Group>
    </li>
  )
}
