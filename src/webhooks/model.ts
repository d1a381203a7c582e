/** Every step that programs can be told of: what becomes of a release and its parts (migrations/0028-webhooks.sql). */
export const webhookEvents = [
  'release.submitted',
  'release.revised',
  'release.published',
  'release.withdrawn',
  'translation.drafted',
  'translation.in-review',
  'translation.returned',
  'translation.approved',
  'translation.superseded',
  'edition.pending',
  'edition.rendered',
  'edition.waiting',
  'edition.published',
  'dispatch.frozen',
  'dispatch.sending',
  'dispatch.paused',
  'dispatch.completed',
  'dispatch.cancelled',
  'dispatch.failed',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]

/** How telling a program of a step stands. */
export const webhookDeliveryStatuses = ['pending', 'delivered', 'failed', 'cancelled'] as const
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number]
