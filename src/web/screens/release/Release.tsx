import { Button, Stack, Text } from '@mantine/core'
import { IconEye, IconPencil, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { generatePath, Link, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { DispatchRow, Release as ReleaseAnswer } from '../../api/types.ts'
import { isOpen } from '../../doors.ts'
import { useFormat } from '../../format.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Section } from '../../parts/Section.tsx'
import { Status } from '../../parts/Status.tsx'
import { useTitle } from '../../parts/useTitle.ts'
import { paths } from '../../paths.ts'
import { Dates } from './Dates.tsx'
import { Dispatches } from './Dispatches.tsx'
import { Editions } from './Editions.tsx'
import { Languages } from './Languages.tsx'
import { NextStep } from './NextStep.tsx'
import { Revisions } from './Revisions.tsx'

const Facts = ({ release }: { release: ReleaseAnswer }) => {
  const { t } = useTranslation('release')
  const format = useFormat()
  const { kind, reference, createdBy, createdAt, revision, unofficial, status } = release
  return (
    <Stack gap={4} align="start">
      <Status status={status} />
      <Text size="sm">
        {[
          t(`kinds.${kind}`),
          reference && <span lang="en">{reference}</span>,
          t('revision', { count: revision }),
          t('submitted', { who: createdBy, when: format.moment(createdAt) }),
        ]
          .filter(Boolean)
          .map((fact, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they stand in one order
            <span key={at}>
              {at > 0 && ' · '}
              {fact}
            </span>
          ))}
      </Text>
      {unofficial && <Text size="sm">{t('unofficial')}</Text>}
    </Stack>
  )
}

const Overview = ({ release }: { release: ReleaseAnswer }) => {
  const { t } = useTranslation('release')
  const me = useMe()
  const { slug, status } = release
  const title = useTitle()(release)
  const officer = mayAs(me, ['press-officer', 'publisher'])
  const publisher = mayAs(me, ['publisher'])
  const seesDispatches = isOpen('publish', me)
  const { data: dispatches = [], error } = useQuery({
    queryKey: ['dispatches', slug],
    queryFn: () => call<DispatchRow[]>('GET', `/api/releases/${slug}/dispatches`),
    enabled: seesDispatches,
  })
  const isReady = release.editions.every((edition) => edition.status === 'rendered')
  const to = (path: string) => generatePath(path, { slug })
  return (
    <Page
      title={title.text}
      lang={title.lang}
      actions={
        status !== 'withdrawn' && (
          <>
            {officer && (
              <Button
                component={Link}
                to={to(paths.revise)}
                variant="default"
                leftSection={<IconPencil size={18} aria-hidden />}
              >
                {t('revise')}
              </Button>
            )}
            {seesDispatches && (
              <Button
                component={Link}
                to={to(paths.publish)}
                variant={publisher && isReady ? 'filled' : 'default'}
                leftSection={
                  publisher ? <IconSend size={18} aria-hidden /> : <IconEye size={18} aria-hidden />
                }
              >
                {t(publisher ? 'publish' : 'watch')}
              </Button>
            )}
          </>
        )
      }
    >
      <NextStep release={release} dispatches={dispatches} />
      <Facts release={release} />
      <Section title={t('section.languages')}>
        <Languages release={release} />
      </Section>
      <Section title={t('section.dates')}>
        <Dates release={release} may={officer} />
      </Section>
      <Section title={t('section.editions')}>
        <Editions slug={slug} />
      </Section>
      {seesDispatches && (
        <Section title={t('section.dispatches')}>
          {error ? <ProblemNote error={error} /> : <Dispatches dispatches={dispatches} />}
        </Section>
      )}
      <Section title={t('section.revisions')}>
        <Revisions slug={slug} />
      </Section>
    </Page>
  )
}

export default function Release() {
  const { slug = '' } = useParams()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['release', slug],
    queryFn: () => call<ReleaseAnswer>('GET', `/api/releases/${slug}`),
  })
  if (data) return <Overview release={data} />
  return (
    <Page title={slug} lang="en">
      {isPending ? <Loading /> : <ProblemNote error={error} again={refetch} />}
    </Page>
  )
}
