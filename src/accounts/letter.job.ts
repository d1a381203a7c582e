import { sql } from 'kysely'
import { text } from '../i18n.ts'
import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { composeMessage } from '../mailing/compose.ts'
import { messageIdOf } from '../mailing/mailer.ts'
import { type LinkKind, linkOf } from './links.ts'

/**
 * Mails the link of an invitation or a new password. Where the answer is lost it is sent again, word for word under the
 * same Message-ID, until the link runs out.
 * @throws Error where the mail server has to be asked again
 */
export const sendLetter = defineJob({
  name: 'send-letter',
  async run(deps, id) {
    const letter = await deps.db
      .selectFrom('letter')
      .select(['kind', 'email', 'locale', sql<boolean>`expires_at < now()`.as('late')])
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (!letter) return
    const settle = (status: 'sent' | 'failed' | 'cancelled', response: string) =>
      deps.db
        .updateTable('letter')
        .set({ status, response: response.slice(0, 1000) })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .execute()
    if (letter.late) return void (await settle('cancelled', 'the link has run out'))

    const kind = letter.kind as LinkKind
    const locale = letter.locale as Locale
    const { from, to } = { from: deps.config.mailFrom, to: letter.email }
    const { state, response } = await deps.mailer.send({
      envelope: { from: from.address, to },
      raw: await composeMessage({
        from,
        to: [{ address: to }],
        subject: text(locale, `notices:${kind}.subject`),
        text: text(locale, `notices:${kind}.text`, { url: linkOf(deps, kind, id) }),
        messageId: messageIdOf(deps, id),
        date: new Date(),
      }),
    })
    if (state === 'deferred' || state === 'uncertain') throw new Error(`not sent yet: ${response}`)
    await settle(state === 'sent' ? 'sent' : 'failed', response)
  },
})
