/** What the server answers, by the types of the functions that make the answers: there is no second copy to go stale. */
import type { apiKeysOf, createApiKey } from '../../accounts/api-keys.ts'
import type { openInvitations } from '../../accounts/invite.ts'
import type { sessionsOf } from '../../accounts/own-sessions.ts'
import type { colleagues, everybody, waysIn } from '../../accounts/people.ts'
import type { Grant, Person } from '../../accounts/permissions.ts'
import type { About } from '../../audit/about.ts'
import type { AuditEvent, listChoices } from '../../audit/queries.ts'
import type { Verdict } from '../../audit/verify.ts'
import type { Answer, Json } from '../../http/json.ts'
import type { listDeliveries } from '../../mailing/deliveries.ts'
import type { getDispatch, listDispatches } from '../../mailing/dispatch.ts'
import type { previewImport } from '../../mailing/exchange.ts'
import type { listLists } from '../../mailing/lists.ts'
import type { dryRun } from '../../mailing/order.ts'
import type { countReturns, listUnrecognised } from '../../mailing/returns/list.ts'
import type { listSubscribers, listSuppressions } from '../../mailing/subscribers.ts'
import type { currentStandstill } from '../../operations/standstill.ts'
import type { currentStyle } from '../../publishing/office-style.ts'
import type { listArtifacts } from '../../publishing/queries.ts'
import type { TemplateSet } from '../../publishing/template-set.ts'
import type { getDocument } from '../../releases/newest.ts'
import type { compareRevision, previewRelease } from '../../releases/preview.ts'
import type { getRelease, listReleases, listRevisions } from '../../releases/queries.ts'
import type { listWaiting } from '../../releases/waiting.ts'
import type { listHistory } from '../../review/history.ts'
import type { lookAtWork } from '../../review/insight-routes.ts'
import type { getThreads } from '../../review/threads.ts'
import type { getTranslation } from '../../review/translation.ts'
import type { ImportReport } from '../../translation/interchange/import.ts'
import type { TermbasePreview } from '../../translation/interchange/preview.ts'
import type { tellProblems } from '../../translation/interchange/tell.ts'
import type { listMemories } from '../../translation/memories.ts'
import type { getConceptCard } from '../../translation/search-terms.ts'
import type { KeptConcept, TermEntry } from '../../translation/termbase.ts'
import type { findWithOrigins } from '../../translation/unit-origins.ts'
import type { addWebhook, listWebhookDeliveries, listWebhooks } from '../../webhooks/webhooks.ts'

export type Me = Person & Answer<typeof waysIn>
export type Session = Answer<typeof sessionsOf>[number]
export type ApiKey = Answer<typeof apiKeysOf>[number]
export type NewApiKey = Answer<typeof createApiKey>
export type Member = Answer<typeof everybody>[number]
export type Colleague = Answer<typeof colleagues>[number]
export type OpenInvitation = Omit<Answer<typeof openInvitations>[number], 'roles'> & { grants: Grant[] }
/** By which doors one can come in. */
export interface WaysIn {
  oidc: { name: string } | null
}
export type Release = Answer<typeof getRelease>
export type ReleaseRow = Answer<typeof listReleases>[number]
export type Waiting = Answer<typeof listWaiting>[number]
export type Revisions = Answer<typeof listRevisions>
export type Preview = Answer<typeof previewRelease>
export type Comparison = Answer<typeof compareRevision>
export type ReleaseText = Answer<typeof getDocument>
export type Translation = Answer<typeof getTranslation>
export type Segment = Translation['segments'][number]
export type Finding = Translation['findings'][number]
export type EditionFiles = Answer<typeof listArtifacts>[number]
export type DispatchRow = Answer<typeof listDispatches>[number]
export type Dispatch = Answer<typeof getDispatch>
export type Delivery = Answer<typeof listDeliveries>[number]
export type Audience = Answer<typeof dryRun>
export type MailingList = Answer<typeof listLists>[number]
export type Subscriber = Answer<typeof listSubscribers>[number]
export type Suppression = Answer<typeof listSuppressions>[number]
export type ListImport = Answer<typeof previewImport>
export type OfficeStyleAnswer = Answer<typeof currentStyle> & {
  /** What there is to choose from. */
  sets: Pick<TemplateSet, 'name' | 'names'>[]
}
export interface Returns {
  counts: Answer<typeof countReturns>
  unrecognised: Answer<typeof listUnrecognised>
}
export interface Office {
  from: { name: string; address: string }
  timeZone: string
}

export type Concept = KeptConcept
export type ConceptCard = Answer<typeof getConceptCard>
export type Term = TermEntry
type Told<T> = Omit<T, 'problems'> & { problems: ReturnType<typeof tellProblems> }
export type Imported = Told<ImportReport>
export type TermsPreview = Told<TermbasePreview>
export type Found = Answer<typeof findWithOrigins>
export type Memory = Answer<typeof listMemories>[number]
export type Event = Json<Omit<AuditEvent, 'details'>> & { details: Record<string, unknown>; about: About }
export type Choices = Answer<typeof listChoices>
export type AuditVerdict = Verdict
export type Insight = Answer<typeof lookAtWork>
export type Sitting = Answer<typeof listHistory>[number]
export type Thread = Answer<typeof getThreads>[number]
export type Standstill = Answer<typeof currentStandstill>
export type Webhook = Answer<typeof listWebhooks>[number]
export type NewWebhook = Answer<typeof addWebhook>
export type WebhookDelivery = Answer<typeof listWebhookDeliveries>[number]
