import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface EmailFieldProps {
  value: string
  onChange: (email: string) => void
  autoFocus?: boolean
}

/** The address by which somebody signs in, as browsers keep it. */
export const EmailField = ({ value, onChange, autoFocus = false }: EmailFieldProps) => {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('sign-in.email')}
      type="email"
      name="email"
      autoComplete="username"
      required
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
