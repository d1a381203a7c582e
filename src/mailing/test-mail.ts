import { randomUUID } from 'node:crypto'
import type { Person } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { composeMessage } from './compose.ts'
import { messageIdOf } from './mailer.ts'
import { loadMail } from './queries.ts'
import { personalise } from './unsubscribe.ts'

/**
 * Sends an edition as it was approved to whoever asks, marked as a test. No delivery: it counts nowhere.
 * @returns whether the server took it; `uncertain` where its answer was lost
 * @throws Refusal 'edition-not-ready', 'mail-not-sent'
 */
export const sendTestMail = async (
  deps: Deps,
  { email, name, locale }: Person,
  slug: string,
  edition: string,
): Promise<{ to: string; state: 'sent' | 'uncertain' }> => {
  const mail = await loadMail(deps.db, slug, edition)
  if (!mail) throw new Refusal('edition-not-ready', { slug })
  const { mailFrom, baseUrl } = deps.config
  // A link that unsubscribes nobody.
  const { html, text: plain } = personalise(mail, `${baseUrl}/unsubscribe/test`)
  const raw = await composeMessage({
    from: mailFrom,
    to: [{ address: email, name }],
    subject: text(locale, 'mailing:test.subject', { subject: mail.subject }),
    html,
    text: plain,
    attachments: [{ ...mail.pdf, contentType: 'application/pdf' }],
    messageId: messageIdOf(deps, randomUUID()),
    date: new Date(),
  })
  const { state, response } = await deps.mailer.send({
    envelope: { from: mailFrom.address, to: email },
    raw,
  })
  if (state !== 'sent' && state !== 'uncertain') throw new Refusal('mail-not-sent', { response })
  return { to: email, state }
}
