import { Checkbox, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { allGrants, keyOf, useRoleName } from './grants.ts'

interface RolesFieldProps {
  /** The keys of the roles that are chosen. */
  value: string[]
  onChange: (keys: string[]) => void
  error?: string | false
}

/** Chooses roles, each with what it lets somebody do. */
export const RolesField = ({ value, onChange, error }: RolesFieldProps) => {
  const { t } = useTranslation('people')
  const { t: common } = useTranslation()
  const nameOf = useRoleName()
  return (
    <Checkbox.Group
      label={t('roles')}
      value={value}
      onChange={onChange}
      error={error}
      errorProps={{ role: 'alert' }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt="xs">
        {allGrants.map((grant) => (
          <Checkbox
            key={keyOf(grant)}
            value={keyOf(grant)}
            label={nameOf(grant)}
            description={t(`does.${grant.role}`, {
              language: grant.locale === null ? '' : common(`language.${grant.locale}`),
            })}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
