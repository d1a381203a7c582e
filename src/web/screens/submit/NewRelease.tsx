import { Anchor, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { generatePath, Link, useNavigate } from 'react-router'
import { releaseSlug } from '../../../language/slug.ts'
import { call, Problem } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { momentOf } from '../../parts/MomentInput.tsx'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { paths } from '../../paths.ts'
import { BeginAnew } from './BeginAnew.tsx'
import { Choices } from './Choices.tsx'
import { Send } from './Send.tsx'
import { Intake, Understanding } from './Understanding.tsx'
import { type Bench, useBench } from './useBench.ts'

/** The name in addresses: chosen, else as the server suggested it for this title and day, else made here. */
const slugFor = ({ document, tools: { draft } }: Bench): string => {
  if (draft.slug !== null || !document) return draft.slug ?? ''
  const { suggested } = draft
  const day = document.dateline?.date ?? ''
  if (suggested?.title === document.title && suggested.day === day) return suggested.slug
  return releaseSlug(document.title, day)
}

const isSlug = (slug: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)

export default function NewRelease() {
  const { t } = useTranslation('submit')
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const bench = useBench(`bayon.new.${me.id}`)
  const { draft, set } = bench.tools
  const slug = slugFor(bench)
  const send = useMutation({
    mutationFn: () => {
      const { locales, people, lists, dueAt, embargoAt } = draft
      const named = Object.entries(people).filter(
        ([locale, { reviewers, translators }]) =>
          (locale === 'en' || locales.some((one) => one === locale)) &&
          reviewers.length + translators.length > 0,
      )
      return call<{ slug: string }>('POST', '/api/releases', {
        ...bench.body(),
        slug,
        locales,
        ...(named.length > 0 && { people: Object.fromEntries(named) }),
        ...(lists.length > 0 && { lists }),
        ...(dueAt && { dueAt: momentOf(dueAt) }),
        ...(embargoAt && { embargoAt: momentOf(embargoAt) }),
      })
    },
    onSuccess: async (made) => {
      bench.clear()
      await navigate(generatePath(paths.release, { slug: made.slug }))
      void queries.invalidateQueries({ queryKey: ['releases'] })
    },
  })
  const isTaken = send.error instanceof Problem && send.error.code === 'slug-taken'
  const others = [
    ...(bench.isBehind ? [t('fault.unread')] : []),
    ...(draft.locales.length === 0 ? [t('fault.languages')] : []),
    ...(isSlug(slug) ? [] : [t('fault.slug')]),
  ]
  return (
    <Page title={t('title')} actions={(bench.source || draft.sheet) && <BeginAnew onConfirm={bench.clear} />}>
      <Section title={t('section.text')}>
        <Intake bench={bench} />
      </Section>
      {draft.sheet && (
        <>
          <Section title={t('section.page')}>
            <Understanding bench={bench} />
          </Section>
          <Section title={t('section.choices')}>
            <Choices
              draft={draft}
              set={set}
              slug={slug}
              slugError={isTaken ? send.error?.message : isSlug(slug) ? undefined : t('fault.slug')}
            />
          </Section>
          <Section title={t('section.send')}>
            {isTaken && (
              <Text size="sm">
                <Anchor component={Link} to={generatePath(paths.release, { slug })}>
                  {t('taken-by')}
                </Anchor>
              </Text>
            )}
            <Send bench={bench} label={t('submit')} lead={t('submit-lead')} others={others} send={send} />
          </Section>
        </>
      )}
    </Page>
  )
}
