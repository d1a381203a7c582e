import { Anchor, Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLists } from '../../api/lists.ts'
import type { DispatchRow } from '../../api/types.ts'
import { useEditionCounts } from '../../parts/editions.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'

/** The lists that get a revision already. */
export const listsServed = (dispatches: DispatchRow[], revision: number): string[] =>
  dispatches
    .filter((one) => one.kind === 'lists' && one.revision === revision)
    .filter(({ status }) => status !== 'cancelled' && status !== 'failed')
    .flatMap(({ lists }) => lists)

/** The lists, with how many are on each. One that gets this revision already cannot be chosen again. */
export const ChooseLists = ({
  revision,
  dispatches,
  chosen,
  choose,
}: {
  revision: number
  dispatches: DispatchRow[]
  chosen: string[]
  choose: (lists: string[]) => void
}) => {
  const { t } = useTranslation('publish')
  const countsOf = useEditionCounts()
  const { data, error, refetch } = useLists()
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading lines={3} />
  if (data.length === 0) {
    return (
      <Text>
        {t('no-lists')}{' '}
        <Anchor component={Link} to={paths.lists}>
          {t('make-list')}
        </Anchor>
      </Text>
    )
  }
  const served = listsServed(dispatches, revision)
  return (
    <Checkbox.Group label={t('lists')} value={chosen} onChange={choose}>
      <Stack gap="sm" mt="xs">
        {data.map(({ slug, name, subscribers, byEdition }) => (
          <Checkbox
            key={slug}
            value={slug}
            label={name}
            disabled={served.includes(slug)}
            description={
              served.includes(slug)
                ? t('list-served')
                : [t('subscribers', { count: subscribers }), ...countsOf(byEdition)].join(' · ')
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
