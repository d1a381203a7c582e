import { Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** A moment as a field of a form has it: local, to the minute. */
export const fieldOf = (iso: string | null): string => {
  if (iso === null) return ''
  const at = new Date(iso)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The moment that a field says, as ISO 8601; null for an empty one. */
export const momentOf = (field: string): string | null => {
  const at = new Date(field)
  return field === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** How far the clocks here are from UTC at a moment: UTC+7. */
const offsetOf = (at: Date) => {
  const minutes = -at.getTimezoneOffset()
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${two(rest)}` : ''}`
}

interface MomentInputProps {
  label: string
  description?: string
  /** As `fieldOf` has it. */
  value: string
  onChange: (value: string) => void
  disabled?: boolean
  error?: string
}

/** A day and time, which says by whose clock, and how far away it is. */
export const MomentInput = ({ value, onChange, error, ...rest }: MomentInputProps) => {
  const { t } = useTranslation()
  const format = useFormat()
  const iso = momentOf(value)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const clock = t('clock', { zone, offset: offsetOf(iso ? new Date(iso) : new Date()) })
  return (
    <div>
      <TextInput
        {...rest}
        type="datetime-local"
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {iso && `${format.moment(iso)} · ${format.fromNow(iso)} · `}
        {clock}
      </Text>
    </div>
  )
}
