import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Grant } from '../../../accounts/permissions.ts'
import { grantsOf, keyOf, useRoleName } from './grants.ts'

/** The roles of somebody, to be read at a glance. */
export const Roles = ({ grants }: { grants: readonly Grant[] }) => {
  const { t } = useTranslation('people')
  const nameOf = useRoleName()
  if (grants.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('no-roles')}
      </Text>
    )
  return (
    <Group gap={6}>
      {grantsOf(grants.map(keyOf)).map((grant) => (
        <Badge key={keyOf(grant)} variant={grant.role === 'administrator' ? 'light' : 'default'}>
          {nameOf(grant)}
        </Badge>
      ))}
    </Group>
  )
}
