import type { Db } from '../db/client.ts'
import { findTranslation, listComments, namesOf } from './queries.ts'

/**
 * The threads of a translation, in the order of the text and then of time, each with its answers.
 * @throws Refusal 'translation-unknown'
 */
export const getThreads = async (db: Db, slug: string, locale: string) => {
  const { id } = await findTranslation(db, slug, locale)
  const comments = await listComments(db, id)
  const people = comments.flatMap(({ author_id, resolved_by, mentions }) => [
    author_id,
    resolved_by,
    ...mentions,
  ])
  const names = await namesOf(db, people)
  const person = (personId: string) => ({ id: personId, name: names.get(personId) ?? '' })
  const told = ({ id, body, author_id, mentions, created_at }: (typeof comments)[number]) => ({
    id,
    body,
    author: person(author_id),
    mentions: mentions.map(person),
    createdAt: created_at,
  })
  const answers = Map.groupBy(comments, ({ parent_id }) => parent_id)
  return (answers.get(null) ?? []).map((thread) => ({
    ...told(thread),
    segmentId: thread.segment_id,
    resolvedAt: thread.resolved_at,
    resolvedBy: thread.resolved_by === null ? null : person(thread.resolved_by),
    replies: (answers.get(thread.id) ?? []).map(told),
  }))
}
