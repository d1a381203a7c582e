import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldWidth } from '../../../language/digits.ts'
import { call, Problem } from '../../api/client.ts'
import { useLists } from '../../api/lists.ts'
import { useOffice } from '../../api/office.ts'
import type { Audience, Release } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone } from '../../parts/done.tsx'
import { useEditionCounts } from '../../parts/editions.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useTitle } from '../../parts/useTitle.ts'
import { When } from '../../parts/When.tsx'
import styles from './Publish.module.css'

/** As the API wants it. */
export type Whereto = { lists: string[]; tags?: string[] } | { correction: true } | { withdrawal: true }

interface LastWordProps {
  release: Release
  audience: Audience
  where: Whereto
  scheduledAt: string | null
  /** When the first message leaves; null for at once. */
  goesAt: string | null
  close: () => void
  ordered: () => void
}

const digitsOf = (typed: string) => foldWidth(typed).replace(/[\s,.]/g, '')

/** Says exactly what goes to how many and when, and wants that number typed: what has left cannot be called back. */
export const LastWord = (props: LastWordProps) => {
  const { release, audience, where, scheduledAt, goesAt, close, ordered } = props
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const countsOf = useEditionCounts()
  const queries = useQueryClient()
  const { data: office } = useOffice()
  const { data: all = [] } = useLists()
  const nameOfList = (slug: string) => all.find((list) => list.slug === slug)?.name ?? slug
  const title = useTitle()(release)
  const [typed, setTyped] = useState('')
  const once = useRef(false)
  const { recipients, byEdition } = audience
  const order = useMutation({
    mutationFn: () =>
      call<{ id: string }>('POST', `/api/releases/${release.slug}/dispatches`, {
        ...where,
        ...(scheduledAt && { scheduledAt }),
        recipients,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['dispatches', release.slug] })
      sayDone(t('ordered-now', { count: recipients }))
      ordered()
    },
    onError: (error) => {
      // Where no answer came it may stand: whoever tries again is told so by the server.
      once.current = false
      if (error instanceof Problem && error.code === 'audience-changed') {
        setTyped('')
        void queries.invalidateQueries({ queryKey: ['audience', release.slug] })
      }
    },
  })
  const agreed = digitsOf(typed) === String(recipients)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!agreed || once.current) return
    once.current = true
    order.mutate()
  }
  return (
    <Dialog opened close={close} title={t('last.title')}>
      <form onSubmit={submit}>
        <Stack>
          <dl className={styles.facts}>
            <dt>{t('last.what')}</dt>
            <dd>
              <span lang={title.lang}>{title.text}</span> ({t('revision', { count: release.revision })})
            </dd>
            <dt>{t('last.to')}</dt>
            <dd>
              <strong>{t('numbers.recipients', { count: recipients })}</strong>
              <br />
              {'lists' in where
                ? where.lists.map(nameOfList).join(', ')
                : t('correction' in where ? 'kind.correction' : 'tell.to')}
              {'tags' in where && (
                <>
                  <br />
                  {t('only-tags', { tags: where.tags?.join(', ') })}
                </>
              )}
            </dd>
            <dt>{t('last.editions')}</dt>
            <dd>{countsOf(byEdition).join(' · ')}</dd>
            {office && (
              <>
                <dt>{t('last.from')}</dt>
                <dd>
                  {office.from.name} &lt;{office.from.address}&gt;
                </dd>
              </>
            )}
            <dt>{t('last.when')}</dt>
            <dd>{goesAt ? <When iso={goesAt} /> : t('last.at-once')}</dd>
          </dl>
          <Alert color="orange">{t(goesAt ? 'last.until-then' : 'last.final')}</Alert>
          <ProblemNote error={order.error} />
          <TextInput
            label={t('last.type', { count: recipients })}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('back')}
            </Button>
            <Button type="submit" disabled={!agreed} loading={order.isPending}>
              {t(goesAt ? 'last.schedule' : 'last.send', { count: recipients })}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('last.record')}
          </Text>
        </Stack>
      </form>
    </Dialog>
  )
}
