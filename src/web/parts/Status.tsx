import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const colors: Record<string, string> = {
  pending: 'gray',
  drafted: 'gray',
  translating: 'gray',
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

/** Where a translation stands: a text with holes in it is not there to be reviewed yet. */
export const standing = ({ status, open }: { status: string; open: number }): string =>
  status === 'in-review' && open > 0 ? 'translating' : status

/** Where something stands, in words; the colour says it again. */
export const Status = ({
  status,
  open = 0,
  prefix,
}: {
  status: string
  /** Of a translation: segments without text. */
  open?: number
  prefix?: string
}) => {
  const { t } = useTranslation()
  const told = standing({ status, open })
  return (
    <Badge color={colors[told] ?? 'gray'} variant="light" tt="none">
      {prefix && `${prefix} · `}
      {t(`status.${told}`)}
    </Badge>
  )
}
