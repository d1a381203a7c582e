import type { Deps } from '../deps.ts'
import { readSignedId, signedId } from './signed-id.ts'

/**
 * Stands in a rendered mail where each recipient's own link goes. The name is reserved never to exist (RFC 2606), so
 * a message that was sent without its link leads nowhere rather than astray.
 */
export const unsubscribePlaceholder = 'https://unsubscribe.invalid/'

/** Puts a recipient's own link into a rendered mail. */
export const personalise = <T extends { html: string; text: string }>(mail: T, url: string): T => ({
  ...mail,
  html: mail.html.replaceAll(unsubscribePlaceholder, () =>
    url.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  ),
  text: mail.text.replaceAll(unsubscribePlaceholder, () => url),
})

/** The link by which the recipient of a delivery leaves the lists that it came through. */
export const unsubscribeUrl = (deps: Deps, deliveryId: string): string =>
  `${deps.config.baseUrl}/unsubscribe/${signedId(deps, 'unsubscribe', deliveryId)}`

/** The delivery that a link's token was made for. @throws Refusal 'link-invalid' */
export const readToken = (deps: Deps, token: string): string => readSignedId(deps, 'unsubscribe', token)

/** Ends the recipient's subscriptions to the lists of that dispatch. Doing it twice changes nothing. */
export const unsubscribe = async (deps: Deps, token: string): Promise<void> => {
  const id = readToken(deps, token)
  await deps.db
    .updateTable('subscription')
    .from('delivery')
    .innerJoin('dispatch_list', 'dispatch_list.dispatch_id', 'delivery.dispatch_id')
    .set({ unsubscribed_at: new Date() })
    .where('delivery.id', '=', id)
    .whereRef('subscription.subscriber_id', '=', 'delivery.subscriber_id')
    .whereRef('subscription.list_id', '=', 'dispatch_list.list_id')
    .where('subscription.unsubscribed_at', 'is', null)
    .execute()
}

/** Whose delivery it is; null where there is no such delivery. */
export const subscriberOf = async ({ db }: Deps, deliveryId: string): Promise<string | null> => {
  const delivery = await db
    .selectFrom('delivery')
    .select('subscriber_id')
    .where('id', '=', deliveryId)
    .executeTakeFirst()
  return delivery?.subscriber_id ?? null
}
