import { allow, type Person } from '../accounts/permissions.ts'
import type { Role } from '../accounts/roles.ts'
import { asPerson, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { tidy } from './edit.ts'
import { findTranslation } from './queries.ts'

/** Who has a say beside a text: those who write and decide it, and those who wrote the English and publish it. */
const voices: readonly Role[] = ['press-officer', 'translator', 'reviewer', 'publisher']

export interface NewComment {
  segmentId: string
  body: string
  /** Ids of people who are told by mail. */
  mentions: string[]
  parentId?: string
}

/** Writes a comment, in the transaction of a person, and the notices to whom it names. */
export const writeComment = async (
  trx: Trx,
  person: Person,
  translation: { id: string; locale: string },
  { segmentId, body, mentions, parentId }: NewComment,
) => {
  const known = await trx
    .selectFrom('target')
    .select('segment_id')
    .where('translation_id', '=', translation.id)
    .where('segment_id', '=', segmentId)
    .executeTakeFirst()
  if (!known) throw new Refusal('segment-unknown', { segment: segmentId })
  const named = [...new Set(mentions)]
  const { id } = await trx
    .insertInto('comment')
    .values({
      translation_id: translation.id,
      segment_id: segmentId,
      parent_id: parentId ?? null,
      author_id: person.id,
      body: tidy(body, translation.locale as Locale),
      mentions: named,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const told = named.filter((one) => one !== person.id)
  if (told.length > 0) {
    await trx
      .insertInto('notification')
      .values(told.map((person_id) => ({ person_id, comment_id: id, kind: 'mentioned', status: 'pending' })))
      .execute()
  }
  return { id }
}

/**
 * Opens a thread beside a segment. While it is open, the translation is not approved.
 * @throws Refusal 'not-allowed', 'translation-unknown', 'segment-unknown', 'mention-unknown', 'revision-superseded'
 */
export const addComment = (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  comment: Omit<NewComment, 'parentId'>,
) => {
  allow(person, voices, locale)
  return asPerson(deps.db, person.id, async (trx) =>
    writeComment(trx, person, await findTranslation(trx, slug, locale), comment),
  )
}

const findThread = async (trx: Trx, slug: string, locale: Locale, threadId: string) => {
  const translation = await findTranslation(trx, slug, locale)
  const thread = await trx
    .selectFrom('comment')
    .select(['id', 'segment_id'])
    .where('id', '=', threadId)
    .where('translation_id', '=', translation.id)
    .where('parent_id', 'is', null)
    .executeTakeFirst()
  if (!thread) throw new Refusal('comment-unknown')
  return { translation, thread }
}

/** Answers in a thread. @throws Refusal as `addComment`, and 'comment-unknown' */
export const reply = (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  threadId: string,
  answer: Pick<NewComment, 'body' | 'mentions'>,
) => {
  allow(person, voices, locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const { translation, thread } = await findThread(trx, slug, locale, threadId)
    return writeComment(trx, person, translation, {
      ...answer,
      segmentId: thread.segment_id,
      parentId: thread.id,
    })
  })
}

/** Resolves a thread, or opens it again. Doing so twice changes nothing. @throws Refusal 'not-allowed', 'comment-unknown' */
export const setResolved = (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  threadId: string,
  resolved: boolean,
) => {
  allow(person, voices, locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const { thread } = await findThread(trx, slug, locale, threadId)
    await trx
      .updateTable('comment')
      .set(
        resolved
          ? { resolved_at: new Date(), resolved_by: person.id }
          : { resolved_at: null, resolved_by: null },
      )
      .where('id', '=', thread.id)
      .where('resolved_at', resolved ? 'is' : 'is not', null)
      .execute()
  })
}
