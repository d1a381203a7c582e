/** What the server answers, by the types of the functions that make the answers: there is no second copy to go stale. */
import type { apiKeysOf, createApiKey } from '../../accounts/api-keys.ts'
import type { openInvitations } from '../../accounts/invite.ts'
import type { sessionsOf } from '../../accounts/own-sessions.ts'
import type { everybody, waysIn } from '../../accounts/people.ts'
import type { Grant, Person } from '../../accounts/permissions.ts'
import type { getDispatch, listDispatches } from '../../mailing/dispatch.ts'
import type { listArtifacts } from '../../publishing/queries.ts'
import type { getRelease, listReleases, listRevisions } from '../../releases/queries.ts'
import type { listWaiting } from '../../releases/waiting.ts'
import type { listHistory } from '../../review/history.ts'
import type { listColleagues } from '../../review/queries.ts'
import type { getThreads } from '../../review/threads.ts'
import type { getTranslation } from '../../review/translation.ts'

/** A value as it is after a journey through JSON. */
type Json<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T

type Answer<F extends (...given: never[]) => unknown> = Json<Awaited<ReturnType<F>>>

export type Me = Person & Answer<typeof waysIn>
export type Session = Answer<typeof sessionsOf>[number]
export type ApiKey = Answer<typeof apiKeysOf>[number]
export type NewApiKey = Answer<typeof createApiKey>
export type Member = Answer<typeof everybody>[number]
export type OpenInvitation = Omit<Answer<typeof openInvitations>[number], 'roles'> & { grants: Grant[] }
/** By which doors one can come in. */
export interface WaysIn {
  oidc: { name: string } | null
}
export type Release = Answer<typeof getRelease>
export type ReleaseRow = Answer<typeof listReleases>[number]
export type Waiting = Answer<typeof listWaiting>[number]
export type Revisions = Answer<typeof listRevisions>
export type Translation = Answer<typeof getTranslation>
export type Segment = Translation['segments'][number]
export type Finding = Translation['findings'][number]
export type EditionFiles = Answer<typeof listArtifacts>[number]
export type DispatchRow = Answer<typeof listDispatches>[number]
export type Dispatch = Answer<typeof getDispatch>
export type Sitting = Answer<typeof listHistory>[number]
export type Thread = Answer<typeof getThreads>[number]
/** Who can be named in a comment. */
export interface Colleagues {
  people: Answer<typeof listColleagues>
}
