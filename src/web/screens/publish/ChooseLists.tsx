import { Anchor, Checkbox, MultiSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { TAGS_LIMIT } from '../../../mailing/tags.ts'
import { useLists } from '../../api/lists.ts'
import type { DispatchRow } from '../../api/types.ts'
import { useEditionCounts } from '../../parts/editions.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'

/** The lists that get a revision already, as a whole. */
export const listsServed = (dispatches: DispatchRow[], revision: number): string[] =>
  dispatches
    .filter((one) => one.kind === 'lists' && one.tags.length === 0 && one.revision === revision)
    .filter(({ status }) => status !== 'cancelled' && status !== 'failed')
    .flatMap(({ lists }) => lists)

export interface Chosen {
  lists: string[]
  /** Whoever has one of these; none for everybody. */
  tags: string[]
}

/**
 * The lists, with how many are on each, and whom of them it is for. One that gets this revision already cannot be chosen
 * again.
 */
export const ChooseLists = ({
  revision,
  dispatches,
  chosen,
  choose,
}: {
  revision: number
  dispatches: DispatchRow[]
  chosen: Chosen
  choose: (chosen: Chosen) => void
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
  const tagsOf = (lists: string[]) =>
    new Set(data.filter(({ slug }) => lists.includes(slug)).flatMap(({ tags }) => tags.map(({ tag }) => tag)))
  const tags = tagsOf(chosen.lists)
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={t('lists')}
        value={chosen.lists}
        onChange={(lists) => choose({ lists, tags: chosen.tags.filter((tag) => tagsOf(lists).has(tag)) })}
      >
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
      {tags.size > 0 && (
        <MultiSelect
          label={t('tags')}
          description={t('tags-hint')}
          data={[...tags]}
          value={chosen.tags}
          maxValues={TAGS_LIMIT}
          searchable
          clearable
          maw={480}
          onChange={(wanted) => choose({ ...chosen, tags: wanted })}
        />
      )}
    </Stack>
  )
}
