import { sql } from 'kysely'
import { type Db, refusing } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { defineJob } from '../jobs/define.ts'
import { keepAnswer } from './answer.ts'
import { composeMessage } from './compose.ts'
import { messageIdOf } from './mailer.ts'
import type { DispatchReason } from './model.ts'
import type { Outcome } from './outcome.ts'
import { type Claim, claimDelivery, loadMails, type Mail, remaining } from './queries.ts'
import { recordBounce } from './returns/bounce.ts'
import { returnAddress } from './returns/return-address.ts'
import { judgeRefusal } from './returns/verdict.ts'
import { personalise, unsubscribeUrl } from './unsubscribe.ts'

/** Messages of one process on their way at a time; more connections gain hardly anything. */
const CONNECTIONS = 5
/** A server that keeps saying "later" is believed this often. */
const MAX_ATTEMPTS = 8
const FIRST_RETRY_SECONDS = 60

/** Sends a frozen dispatch, each delivery once, from the time that was ordered and never before the embargo. */
export const deliverDispatch = defineJob({
  name: 'deliver-dispatch',
  async run(deps, id) {
    const kind = await begin(deps, id)
    if (!kind) return
    const mails = await loadMails(deps.db, id)
    if (!mails) return hold(deps, id)
    if (kind === 'correction') for (const mail of mails.values()) mail.subject = corrected(mail)
    const loops = await Promise.allSettled(
      Array.from({ length: CONNECTIONS }, () => sendWhileDue(deps, id, mails)),
    )
    for (const loop of loops) if (loop.status === 'rejected') throw loop.reason
    await conclude(deps, id)
  },
})

/** A correction is called so, in the language of the subject. */
const corrected = ({ subject, locale }: Mail) => text(locale, 'mailing:correction.subject', { subject })

/**
 * Moves the dispatch to `sending` if its time has come; else leaves its job in the outbox until then.
 * @returns its kind, or null where nothing is to be sent now
 */
const begin = async ({ db }: Deps, id: string): Promise<string | null> =>
  db.transaction().execute(async (trx) => {
    // The release first, as a withdrawal and a new revision lock them.
    await sql`select from release where id = (select release_id from dispatch where id = ${id})
              for no key update`.execute(trx)
    const { rows } = await sql<{
      status: string
      kind: string
      release_id: string
      due_at: Date
      due: boolean
    }>`
      select d.status, d.kind, d.release_id, due_at(d) as due_at, due_at(d) <= clock_timestamp() as due
      from dispatch d where d.id = ${id} and d.status in ('frozen', 'sending') for no key update`.execute(trx)
    const dispatch = rows[0]
    if (!dispatch) return null
    if (dispatch.status === 'sending') return dispatch.kind
    if (!dispatch.due) {
      await askAgain(trx, id, dispatch.due_at)
      return null
    }
    await trx.updateTable('dispatch').set({ status: 'sending' }).where('id', '=', id).execute()
    await trx
      .updateTable('release')
      .set({ status: 'published' })
      .where('id', '=', dispatch.release_id)
      .where('status', '=', 'in-progress')
      .execute()
    return dispatch.kind
  })

/** Leaves a dispatch to its publisher: what it was frozen with is no longer approved. */
const hold = async ({ db }: Deps, id: string) => {
  await db
    .updateTable('dispatch')
    .set({ status: 'paused', reason: 'edition-not-approved' satisfies DispatchReason })
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .execute()
}

const askAgain = (db: Deps['db'], id: string, at: Date) =>
  db
    .insertInto('outbox')
    .values({ job: 'deliver-dispatch', payload: JSON.stringify({ id }), run_at: at })
    .execute()

const sendWhileDue = async (deps: Deps, dispatchId: string, mails: Map<string, Mail>) => {
  const worker = await deps.mailer.worker()
  while (!deps.stopping.aborted) {
    let claim: Claim | undefined
    try {
      claim = await refusing(() => claimDelivery(deps.db, dispatchId, worker))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Paused, cancelled, an embargo moved, an approval voided: what has not left stays.
      deps.log.info({ dispatch: dispatchId, code: error.code }, 'sending stops')
      if (error.code === 'edition-not-approved') await hold(deps, dispatchId)
      return
    }
    if (!claim) return
    if (claim.status === 'suppressed') continue
    const outcome = await sendOne(deps, claim, mails.get(claim.edition_id)!)
    await keepAnswer(() => record(deps, claim, worker, outcome))
  }
}

const sendOne = async (deps: Deps, claim: Claim, mail: Mail): Promise<Outcome> => {
  const { mailFrom, dkim } = deps.config
  const url = unsubscribeUrl(deps, claim.id)
  const { html, text: plain } = personalise(mail, url)
  let raw: Buffer
  try {
    raw = await composeMessage({
      from: mailFrom,
      to: [{ address: claim.email, name: claim.name }],
      subject: mail.subject,
      html,
      text: plain,
      attachments: [{ ...mail.pdf, contentType: 'application/pdf' }],
      messageId: messageIdOf(deps, claim.id),
      date: new Date(),
      listUnsubscribe: { url },
      ...(dkim && { dkim }),
    })
  } catch (error) {
    return { state: 'failed', response: `the message could not be made: ${error}` }
  }
  return deps.mailer.send({ envelope: { from: returnAddress(deps.config, claim.id), to: claim.email }, raw })
}

const record = async (deps: Deps, claim: Claim, worker: number, outcome: Outcome) => {
  const gaveUp = outcome.state === 'deferred' && claim.attempts >= MAX_ATTEMPTS
  const write = (db: Db) =>
    db
      .updateTable('delivery')
      .set({
        status: gaveUp ? 'failed' : outcome.state,
        response: outcome.response.slice(0, 1000),
        due_at: sql<Date>`now() + make_interval(secs => ${FIRST_RETRY_SECONDS * 2 ** (claim.attempts - 1)})`,
      })
      .where('id', '=', claim.id)
      .where('worker', '=', worker)
      // Not only from `sending`: a process that was taken for dead may still bring the answer.
      .where('status', 'in', ['sending', 'uncertain'])
      .execute()
  // What a server refuses at once is a bounce as much as what it sends back later.
  if (!/^5\d\d\b/.test(outcome.response)) return write(deps.db)
  return deps.db.transaction().execute(async (trx) => {
    await write(trx)
    const said = outcome.response
    await recordBounce(trx, deps, { deliveryId: claim.id, said, ...judgeRefusal(said) })
  })
}

/** Completes the dispatch when nothing is left, or has the job come back when the next delivery is due. */
const conclude = async (deps: Deps, id: string) =>
  deps.db.transaction().execute(async (trx) => {
    // Under a lock, so that nothing begins to wait for another attempt after it was counted.
    const dispatch = await trx
      .selectFrom('dispatch')
      .select('id')
      .where('id', '=', id)
      .where('status', '=', 'sending')
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!dispatch) return
    const { next_due, sending } = await remaining(trx, id)
    if (next_due) await askAgain(trx, id, next_due)
    else if (!sending) {
      await trx.updateTable('dispatch').set({ status: 'completed' }).where('id', '=', id).execute()
    }
  })
