import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { generatePath, Link, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { DispatchRow, EditionFiles, Release } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Section } from '../../parts/Section.tsx'
import { Status } from '../../parts/Status.tsx'
import { useTitle } from '../../parts/useTitle.ts'
import { paths } from '../../paths.ts'
import { Dispatches } from './Dispatches.tsx'
import { Editions } from './Editions.tsx'
import { Embargo } from './Embargo.tsx'
import { Order } from './Order.tsx'
import { Site } from './Site.tsx'
import { TellWithdrawal } from './TellWithdrawal.tsx'
import { Withdraw } from './Withdraw.tsx'
import { WithdrawnNote } from './WithdrawnNote.tsx'

/** Whether somebody may have a release, and nobody has had them told yet that it was withdrawn. */
const toBeTold = (rows: DispatchRow[]) =>
  rows.some(({ recipients }) => recipients) &&
  !rows.some(({ kind, status }) => kind === 'withdrawal' && status !== 'cancelled' && status !== 'failed')

/** Where a release goes out: its editions, to whom, when, and how it goes. */
export default function Publish() {
  const { t } = useTranslation('publish')
  const { slug = '' } = useParams()
  const me = useMe()
  const titleOf = useTitle()
  const isPublisher = mayAs(me, ['publisher'])
  const heading = t(isPublisher ? 'title' : 'title-watch')
  const path = `/api/releases/${slug}`
  const release = useQuery({ queryKey: ['release', slug], queryFn: () => call<Release>('GET', path) })
  const editions = useQuery({
    queryKey: ['editions', slug],
    queryFn: () => call<EditionFiles[]>('GET', `${path}/editions`),
  })
  const dispatches = useQuery({
    queryKey: ['dispatches', slug],
    queryFn: () => call<DispatchRow[]>('GET', `${path}/dispatches`),
  })
  const failed = [release, editions, dispatches].find(({ error }) => error)
  if (failed) {
    return (
      <Page title={heading}>
        <ProblemNote error={failed.error} again={failed.refetch} />
      </Page>
    )
  }
  if (!release.data || !editions.data || !dispatches.data) return <Loading />
  const { status, revision, withdrawal, embargoAt } = release.data
  const title = titleOf(release.data)
  return (
    <Page title={heading} actions={<Status status={status} />}>
      <Stack gap={4}>
        <Anchor component={Link} to={generatePath(paths.release, { slug })} fw={600} lang={title.lang}>
          {title.text}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t('revision', { count: revision })}
        </Text>
      </Stack>
      {withdrawal ? <WithdrawnNote withdrawal={withdrawal} /> : embargoAt && <Embargo at={embargoAt} />}
      <Section title={t('part.editions')}>
        <Editions release={release.data} editions={editions.data} />
      </Section>
      {dispatches.data.length > 0 && (
        <Section title={t('part.dispatches')}>
          <Dispatches rows={dispatches.data} />
        </Section>
      )}
      {isPublisher && withdrawal && toBeTold(dispatches.data) && (
        <Section title={t('part.tell')}>
          <TellWithdrawal release={release.data} />
        </Section>
      )}
      {isPublisher && !withdrawal && (
        <>
          <Section title={t('part.order')}>
            <Order release={release.data} editions={editions.data} dispatches={dispatches.data} />
          </Section>
          <Section title={t('part.site')}>
            <Site release={release.data} editions={editions.data} />
          </Section>
          <Section title={t('part.withdraw')}>
            <Withdraw slug={slug} />
          </Section>
        </>
      )}
    </Page>
  )
}
