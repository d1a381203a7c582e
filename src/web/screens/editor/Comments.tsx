import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Segment, Thread } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useKept } from '../../parts/useKept.ts'
import { useDesk } from './context.ts'
import { NamingField, useNameable } from './NamingField.tsx'
import { namedIn } from './naming.ts'

const useCommenting = (path: string, done: () => void) => {
  const { slug, locale } = useDesk().translation
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: object | undefined) =>
      call('POST', `/api/releases/${slug}/translations/${locale}/comments${path}`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['comments', slug, locale] })
      void queries.invalidateQueries({ queryKey: ['waiting'] })
      done()
    },
  })
}

/** Where a comment or an answer is written; whom it names is told by mail. */
const Write = ({
  path,
  about,
  more,
  label,
}: {
  path: string
  about: string
  more?: object
  label: string
}) => {
  const { t } = useTranslation('editor')
  const people = useNameable()
  const [body, setBody, letGo] = useKept(`comment.${about}`, '')
  const send = useCommenting(path, letGo)
  return (
    <Stack gap={6}>
      <ProblemNote error={send.error} />
      <NamingField label={label} value={body} onChange={setBody} />
      {body.trim() && (
        <Group>
          <Button
            size="compact-sm"
            loading={send.isPending}
            onClick={() =>
              send.mutate({ ...more, body, mentions: namedIn(people, body).map(({ id }) => id) })
            }
          >
            {t('comments.send')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

const Said = ({ by, at, body }: { by: string; at: string; body: string }) => {
  const format = useFormat()
  return (
    <div>
      <Text size="xs" c="dimmed">
        <b>{by}</b> · {format.moment(at)}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {body}
      </Text>
    </div>
  )
}

const OneThread = ({ thread }: { thread: Thread }) => {
  const { t } = useTranslation('editor')
  const move = useCommenting(`/${thread.id}/${thread.resolvedAt ? 'reopening' : 'resolution'}`, () => {})
  return (
    <Card withBorder padding="xs">
      <Stack gap="xs">
        <Said by={thread.author.name} at={thread.createdAt} body={thread.body} />
        {thread.replies.map((reply) => (
          <Said key={reply.id} by={reply.author.name} at={reply.createdAt} body={reply.body} />
        ))}
        {thread.resolvedAt ? (
          <Text size="xs" c="dimmed">
            {t('comments.resolved', { name: thread.resolvedBy?.name ?? '' })}
          </Text>
        ) : (
          <Write path={`/${thread.id}/replies`} about={thread.id} label={t('comments.reply')} />
        )}
        <ProblemNote error={move.error} />
        <Group>
          <Button
            size="compact-sm"
            variant="light"
            loading={move.isPending}
            onClick={() => move.mutate(undefined)}
          >
            {t(thread.resolvedAt ? 'comments.reopen' : 'comments.resolve')}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

/** What people say to each other about a segment. An open thread holds the approval. */
export const Comments = ({ segment, threads }: { segment: Segment; threads: Thread[] }) => {
  const { t } = useTranslation('editor')
  return (
    <Stack gap="xs">
      {threads.map((thread) => (
        <OneThread key={thread.id} thread={thread} />
      ))}
      <Write path="" about={segment.id} more={{ segmentId: segment.id }} label={t('comments.new')} />
      <Text size="xs" c="dimmed">
        {t('comments.hint')}
      </Text>
    </Stack>
  )
}
