import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Audience, DispatchRow, EditionFiles, Release } from '../../api/types.ts'
import { queryOf } from '../../parts/filters.ts'
import { When } from '../../parts/When.tsx'
import { ChooseLists, type Chosen, listsServed } from './ChooseLists.tsx'
import { LastWord } from './LastWord.tsx'
import { Numbers } from './Numbers.tsx'

const whoHasIt = ['sending', 'paused', 'completed', 'cancelled']

/** To whom and when: what is chosen, what that comes to, and on to the last word. */
export const Order = ({
  release,
  editions,
  dispatches,
}: {
  release: Release
  editions: EditionFiles[]
  dispatches: DispatchRow[]
}) => {
  const { t } = useTranslation('publish')
  const [kind, setKind] = useState<'lists' | 'correction'>('lists')
  const [chosen, setChosen] = useState<Chosen>(() => ({
    lists: release.lists.filter((list) => !listsServed(dispatches, release.revision).includes(list)),
    tags: [],
  }))
  const [later, setLater] = useState(false)
  const [time, setTime] = useState('')
  const [asking, setAsking] = useState(false)
  const { slug, revision, embargoAt } = release
  const earlier = dispatches.some((one) => one.revision < revision && whoHasIt.includes(one.status))
  const { lists, tags } = chosen
  const toLists = lists.length > 0 ? queryOf({ lists: lists.join(), tags: tags.join() }) : null
  const where = kind === 'correction' ? 'correction=true' : toLists
  const audience = useQuery({
    queryKey: ['audience', slug, where],
    queryFn: () => call<Audience>('GET', `/api/releases/${slug}/audience?${where}`),
    enabled: where !== null,
    // Numbers to decide by are never old ones.
    staleTime: 0,
  })
  if (!editions.some(({ status }) => status === 'rendered')) return <Text c="dimmed">{t('not-ready')}</Text>

  const scheduledAt = later && time ? new Date(time).toISOString() : null
  const goesAt = [scheduledAt, embargoAt]
    .filter((iso) => iso !== null)
    .filter((iso) => new Date(iso) > new Date())
    .sort()
    .at(-1)
  const past = scheduledAt !== null && new Date(scheduledAt) < new Date()
  const ready = where !== null && audience.data && audience.data.recipients > 0 && !(later && !time)
  return (
    <Stack gap="md">
      {earlier && (
        <Radio.Group label={t('kind.label')} value={kind} onChange={(value) => setKind(value as typeof kind)}>
          <Stack gap="xs" mt="xs">
            <Radio value="correction" label={t('kind.correction')} description={t('kind.correction-lead')} />
            <Radio value="lists" label={t('kind.lists')} description={t('kind.lists-lead')} />
          </Stack>
        </Radio.Group>
      )}
      {kind === 'lists' && (
        <ChooseLists revision={revision} dispatches={dispatches} chosen={chosen} choose={setChosen} />
      )}
      {where && (
        <>
          <Numbers audience={audience} />
          <Radio.Group
            label={t('when.label')}
            value={later ? 'later' : 'now'}
            onChange={(value) => setLater(value === 'later')}
          >
            <Group gap="lg" mt="xs">
              <Radio value="now" label={t('when.now')} />
              <Radio value="later" label={t('when.later')} />
            </Group>
          </Radio.Group>
          {later && (
            <TextInput
              type="datetime-local"
              label={t('when.time')}
              description={t('when.hint')}
              maw={320}
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
              error={past && t('when.past')}
            />
          )}
          {goesAt && (
            <Text role="status">
              {t(goesAt === embargoAt && goesAt !== scheduledAt ? 'when.embargo' : 'when.goes')}{' '}
              <strong>
                <When iso={goesAt} />
              </strong>
            </Text>
          )}
          <Group>
            <Button disabled={!ready} onClick={() => setAsking(true)}>
              {t('on')}
            </Button>
          </Group>
        </>
      )}
      {asking && ready && (
        <LastWord
          release={release}
          audience={audience.data}
          where={kind === 'lists' ? { lists, ...(tags.length > 0 && { tags }) } : { correction: true }}
          scheduledAt={scheduledAt}
          goesAt={goesAt ?? null}
          close={() => setAsking(false)}
          ordered={() => {
            setAsking(false)
            setChosen({ lists: [], tags: [] })
            setLater(false)
          }}
        />
      )}
    </Stack>
  )
}
