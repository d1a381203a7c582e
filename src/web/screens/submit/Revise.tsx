import { Alert, Anchor, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { generatePath, Link, useNavigate, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { ReleaseText } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Section } from '../../parts/Section.tsx'
import { paths } from '../../paths.ts'
import { BeginAnew } from './BeginAnew.tsx'
import { Comparison, useComparison } from './Comparison.tsx'
import { emptyDraft, sheetOf } from './draft.ts'
import { Send } from './Send.tsx'
import { Intake, Understanding } from './Understanding.tsx'
import { useBench } from './useBench.ts'

const Form = ({ slug, present }: { slug: string; present: ReleaseText }) => {
  const { t } = useTranslation('submit')
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const first = useMemo(
    () => ({
      ...emptyDraft,
      sheet: sheetOf({ document: present.document, warnings: [] }),
      base: present.number,
    }),
    [present],
  )
  const bench = useBench(`bayon.revise.${me.id}.${slug}`, first)
  const compared = useComparison(slug, bench.document)
  const { data } = compared
  const { base } = bench.tools.draft
  const home = generatePath(paths.release, { slug })
  const send = useMutation({
    mutationFn: () =>
      call('POST', `/api/releases/${slug}/revisions`, { ...bench.body(), after: data?.number }),
    onSuccess: async () => {
      bench.clear()
      await navigate(home)
      void queries.invalidateQueries({ queryKey: ['release', slug] })
      void queries.removeQueries({ queryKey: ['document', slug] })
    },
  })
  return (
    <Page
      title={t('revise-title')}
      actions={(bench.source || bench.tools.draft.mended) && <BeginAnew onConfirm={bench.clear} />}
    >
      <Text>
        <Anchor component={Link} to={home} lang="en">
          {present.document.title}
        </Anchor>
      </Text>
      {data && base !== null && data.number !== base && (
        <Alert color="orange" role="status" icon={<IconAlertTriangle />}>
          {t('newer', { count: data.number })}
        </Alert>
      )}
      <Section title={t('section.page')}>
        <Understanding bench={bench} />
      </Section>
      <Section title={t('section.other-text')}>
        <Intake bench={bench} />
      </Section>
      <Section title={t('section.changes')}>
        <Comparison compared={compared} />
      </Section>
      <Section title={t('section.send')}>
        <Send
          bench={bench}
          label={t('submit-revision')}
          lead={t('revision-lead')}
          others={[
            ...(bench.isBehind ? [t('fault.unread')] : []),
            ...(data?.same === false ? [] : [t('nothing-changed')]),
          ]}
          send={send}
        />
      </Section>
    </Page>
  )
}

export default function Revise() {
  const { t } = useTranslation('submit')
  const { slug = '' } = useParams()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['document', slug],
    queryFn: () => call<ReleaseText>('GET', `/api/releases/${slug}/document`),
    // What somebody is at work on does not change under their hands.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  })
  if (data) return <Form key={slug} slug={slug} present={data} />
  return (
    <Page title={t('revise-title')}>
      {isPending ? <Loading /> : <ProblemNote error={error} again={refetch} />}
    </Page>
  )
}
