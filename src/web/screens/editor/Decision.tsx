import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Thread } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { sayDone, sayTrouble } from '../../parts/done.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { ApprovedText } from './ApprovedText.tsx'
import { useDesk, useEditsState } from './context.ts'
import { blocks } from './findings.ts'

const useDeciding = (what: 'approval' | 'return' | 'hand-in', done: () => void) => {
  const { t } = useTranslation('editor')
  const { slug, locale } = useDesk().translation
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body?: object) => call('POST', `/api/releases/${slug}/translations/${locale}/${what}`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['translation', slug, locale] })
      sayDone(t(`decision.done.${what}`))
      done()
    },
    // What was read may no longer be what is there; and then the dialog that would say so may be gone.
    onError: (error) => {
      sayTrouble(error.message)
      return queries.invalidateQueries({ queryKey: ['translation', slug, locale] })
    },
  })
}

const Approve = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const { translation } = useDesk()
  // What is shown when the dialog opens is what is approved: a text that changes meanwhile is refused by the server.
  const [read] = useState(translation)
  const approve = useDeciding('approval', close)
  const changed = read.contentSha256 !== translation.contentSha256
  return (
    <Stack>
      <Text>{t('approve.lead', { language: common(`language.${read.locale}`) })}</Text>
      <ProblemNote error={approve.error} />
      {changed && (
        <Alert color="orange" role="alert">
          {t('approve.changed')}
        </Alert>
      )}
      <ApprovedText translation={read} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
        <Button
          color="green"
          disabled={changed}
          loading={approve.isPending}
          onClick={() => approve.mutate({ contentSha256: read.contentSha256 })}
        >
          {t('approve.submit')}
        </Button>
      </Group>
    </Stack>
  )
}

const SendBack = ({ close }: { close: () => void }) => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const [reason, setReason] = useState('')
  const send = useDeciding('return', close)
  return (
    <Stack>
      <ProblemNote error={send.error} />
      <Textarea
        label={t('return.reason')}
        description={t('return.hint')}
        data-autofocus
        autosize
        minRows={3}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
        <Button
          color="orange"
          disabled={reason.trim().length < 3}
          loading={send.isPending}
          onClick={() => send.mutate({ reason })}
        >
          {t('return.submit')}
        </Button>
      </Group>
    </Stack>
  )
}

/** What stands in the way of an approval, in words; empty where nothing does. */
const useObstacles = (threads: Thread[]): string[] => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const { translation } = useDesk()
  const me = useMe()
  const state = useEditsState()
  const { locale, status, segments, findings } = translation
  const open = segments.filter(({ target }) => target === '').length
  const errors = findings.filter(blocks).length
  const talks = threads.filter(({ resolvedAt }) => resolvedAt === null).length
  const own = segments.filter(({ editedBy }) => editedBy === me.id).length
  const language = common(`language.${locale}`)
  return [
    !mayAs(me, ['reviewer'], locale) && t('obstacle.role', { language }),
    status !== 'in-review' && t('obstacle.status', { status: common(`status.${status}`) }),
    own > 0 && t('obstacle.four-eyes', { count: own }),
    open > 0 && t('obstacle.open', { count: open }),
    errors > 0 && t('obstacle.errors', { count: errors }),
    talks > 0 && t('obstacle.comments', { count: talks }),
    state !== 'saved' && t('obstacle.unsaved'),
  ].filter((one): one is string => one !== false)
}

/** Approve, send back or hand in again; and why not, where it cannot be. */
export const Decision = ({ threads }: { threads: Thread[] }) => {
  const { t } = useTranslation('editor')
  const { translation } = useDesk()
  const me = useMe()
  const obstacles = useObstacles(threads)
  const [approving, approval] = useDisclosure()
  const [returning, sending] = useDisclosure()
  const handIn = useDeciding('hand-in', () => {})
  const { locale, status } = translation
  const reviewer = mayAs(me, ['reviewer'], locale)
  const mayHandIn = status === 'returned' && locale !== 'en' && mayAs(me, ['translator', 'reviewer'], locale)
  const mayDecide = status === 'in-review' && reviewer && !translation.withdrawn
  if (!mayDecide && !mayHandIn) {
    const done =
      locale !== 'en' && status === 'in-review' && translation.segments.every(({ target }) => target)
    return done && <Text size="sm">{t('complete')}</Text>
  }
  return (
    <Stack gap={6}>
      {mayDecide && obstacles.length > 0 && (
        <Text size="sm" c="dimmed" component="div">
          {t('obstacle.title')}
          <ul style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
            {obstacles.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Text>
      )}
      <ProblemNote error={handIn.error} />
      <Group gap="xs">
        {mayDecide && (
          <>
            <Button color="green" disabled={obstacles.length > 0} onClick={approval.open}>
              {t('approve.open')}
            </Button>
            <Button variant="light" color="orange" onClick={sending.open}>
              {t('return.open')}
            </Button>
          </>
        )}
        {mayHandIn && (
          <Button loading={handIn.isPending} onClick={() => handIn.mutate(undefined)}>
            {t('hand-in')}
          </Button>
        )}
      </Group>
      <Dialog opened={approving} close={approval.close} title={t('approve.title')} wide>
        <Approve close={approval.close} />
      </Dialog>
      <Dialog opened={returning} close={sending.close} title={t('return.title')}>
        <SendBack close={sending.close} />
      </Dialog>
    </Stack>
  )
}
