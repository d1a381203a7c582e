import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface NewPasswordProps {
  label: string
  value: string
  onChange: (password: string) => void
}

/** A password that somebody chooses, by the server's own rule. */
export const NewPassword = ({ label, value, onChange }: NewPasswordProps) => {
  const { t } = useTranslation()
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
      label={label}
      description={t('new-password.hint')}
      autoComplete="new-password"
      required
      minLength={12}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
