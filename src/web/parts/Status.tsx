import { Badge, type MantineSize } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const colors: Record<string, string> = {
  pending: 'gray',
  drafted: 'gray',
  'in-review': 'blue',
  returned: 'orange',
  approved: 'green',
  superseded: 'gray',
  'in-progress': 'blue',
  published: 'green',
  withdrawn: 'red',
  waiting: 'gray',
  rendered: 'green',
  frozen: 'blue',
  sending: 'blue',
  paused: 'orange',
  completed: 'green',
  failed: 'red',
  cancelled: 'gray',
}

/** Where something stands, in words; the colour says it again. */
export const Status = ({
  status,
  prefix,
  size = 'md',
}: {
  status: string
  prefix?: string
  size?: MantineSize
}) => {
  const { t } = useTranslation()
  return (
    <Badge color={colors[status] ?? 'gray'} variant="light" size={size} tt="none">
      {prefix && `${prefix} · `}
      {t(`status.${status}`)}
    </Badge>
  )
}
