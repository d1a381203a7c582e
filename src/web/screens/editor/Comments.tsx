import { Button, Card, Group, MultiSelect, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import type { Colleagues, Segment, Thread } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useDesk } from './context.ts'

const useCommenting = (path: string, done: () => void) => {
  const { slug, locale } = useDesk().translation
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: object | undefined) =>
      call('POST', `/api/releases/${slug}/translations/${locale}/comments${path}`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['comments', slug, locale] })
      done()
    },
  })
}

/** Where a comment or an answer is written, to be read by whom it names. */
const Write = ({ path, more, label }: { path: string; more?: object; label: string }) => {
  const { t } = useTranslation('editor')
  const me = useMe()
  const [body, setBody] = useState('')
  const [mentions, setMentions] = useState<string[]>([])
  const { data } = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => call<Colleagues>('GET', '/api/colleagues'),
    staleTime: 300_000,
  })
  const send = useCommenting(path, () => {
    setBody('')
    setMentions([])
  })
  const people = (data?.people ?? []).filter(({ id }) => id !== me.id)
  return (
    <Stack gap={6}>
      <ProblemNote error={send.error} />
      <Textarea
        aria-label={label}
        placeholder={label}
        autosize
        minRows={2}
        maxLength={5000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {body.trim() && (
        <Group gap="xs" align="start">
          <MultiSelect
            flex="1 1 12rem"
            size="xs"
            searchable
            aria-label={t('comments.mention')}
            placeholder={mentions.length === 0 ? t('comments.mention') : undefined}
            data={people.map(({ id, name }) => ({ value: id, label: name }))}
            value={mentions}
            onChange={setMentions}
          />
          <Button
            size="compact-sm"
            loading={send.isPending}
            onClick={() => send.mutate({ ...more, body, mentions })}
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
          <Write path={`/${thread.id}/replies`} label={t('comments.reply')} />
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
      <Write path="" more={{ segmentId: segment.id }} label={t('comments.new')} />
      <Text size="xs" c="dimmed">
        {t('comments.hint')}
      </Text>
    </Stack>
  )
}
