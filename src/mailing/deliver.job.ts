import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { refusing } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { defineJob } from '../jobs/define.ts'
import { keepAnswer } from './answer.ts'
import { messageIdOf } from './mailer.ts'
import type { DispatchReason } from './model.ts'
import type { Outcome } from './outcome.ts'
import { prepareMessage } from './prepare.ts'
import { type Claim, claimDeliveries, loadMails, type Mail, remaining } from './queries.ts'
import { type Attempted, recordOutcomes } from './record.ts'
import { returnAddress } from './returns/return-address.ts'
import { together } from './together.ts'
import { personalise, unsubscribeUrl } from './unsubscribe.ts'
import type { RawMessage } from './wire.ts'
import { noticesOf } from './withdrawal.ts'

/** Messages of a dispatch that one process has on their way at a time. */
export const CONNECTIONS = 10
/** While half of them are on the wire, the database is asked about the other half. */
const TOGETHER = CONNECTIONS / 2
/** Stands in for a delivery while an edition's message is made. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Sends a frozen dispatch, each delivery once, from the time that was ordered and never before the embargo. */
export const deliverDispatch = defineJob({
  name: 'deliver-dispatch',
  async run(deps, id) {
    const kind = await begin(deps, id)
    if (!kind) return
    const mails = kind === 'withdrawal' ? await noticesOf(deps, id) : await loadMails(deps.db, id)
    if (!mails) return hold(deps, id)
    if (kind === 'correction') for (const mail of mails.values()) mail.subject = corrected(mail)
    const messages = new Map([...mails].map(([edition, mail]) => [edition, prepare(deps, mail)]))
    const desk = await openDesk(deps, id)
    await deps.trace.span('smtp', { 'bayon.dispatch': id }, async ({ tell }) => {
      const loops = await Promise.allSettled(
        Array.from({ length: CONNECTIONS }, () => sendWhileDue(deps, id, desk, messages)),
      )
      for (const [state, count] of desk.counted) tell({ [`bayon.deliveries.${state}`]: count })
      for (const loop of loops) if (loop.status === 'rejected') throw loop.reason
    })
    await conclude(deps, id, desk.waitUntil)
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

/** In ms: who would wait longer leaves it, and the job comes again in time. */
const LONGEST_WAIT = 1000

/** What the loops of one dispatch share: the database is asked once for what several of them need in the same moment. */
const openDesk = async (deps: Deps, dispatchId: string) => {
  const worker = await deps.mailer.worker()
  const failing = new Set<string>()
  const desk = {
    /** When a limit lets the next message leave. */
    waitUntil: undefined as Date | undefined,
    /** How many messages came to what. */
    counted: new Map<Outcome['state'], number>(),
    claim: together<null, Claim | undefined>(TOGETHER, async (all) => {
      for (;;) {
        const { limits } = deps.config
        const { claims, waitUntil } = await refusing(() =>
          claimDeliveries(deps, dispatchId, worker, all.length, limits),
        )
        desk.waitUntil = waitUntil
        const wait = waitUntil ? waitUntil.getTime() - Date.now() : 0
        if (!waitUntil || wait > LONGEST_WAIT) return claims
        await sleep(Math.max(10, wait))
      }
    }),
    record: together<Attempted, void>(TOGETHER, async (all) => {
      for (const { outcome } of all) {
        const { state } = outcome
        deps.metrics.deliveries.inc({ outcome: state })
        desk.counted.set(state, (desk.counted.get(state) ?? 0) + 1)
      }
      await keepAnswer(() => recordOutcomes(deps, worker, failing, all))
      return []
    }),
  }
  return desk
}

const sendWhileDue = async (
  deps: Deps,
  dispatchId: string,
  desk: Awaited<ReturnType<typeof openDesk>>,
  messages: Map<string, Prepared>,
) => {
  // The next message goes while the answer to the one before is written down.
  let recorded: Promise<unknown> = Promise.resolve()
  while (!deps.stopping.aborted) {
    let claim: Claim | undefined
    try {
      claim = await desk.claim(null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Paused, cancelled, an embargo moved, an approval voided: what has not left stays.
      deps.log.info({ dispatch: dispatchId, code: error.code }, 'sending stops')
      if (error.code === 'edition-not-approved') await hold(deps, dispatchId)
      break
    }
    if (!claim) break
    if (claim.status !== 'sending') continue
    const outcome = await sendOne(deps, claim, messages.get(claim.edition_id)!)
    await recorded
    recorded = desk.record({ claim, outcome })
    recorded.catch(() => {})
  }
  await recorded
}

type Prepared = ReturnType<typeof prepareMessage>

/** An edition's message, as it goes to everybody. */
const prepare = (deps: Deps, { subject, html, text, pdf }: Mail): Prepared => {
  const { mailFrom, dkim } = deps.config
  const url = unsubscribeUrl(deps, NOBODY)
  return prepareMessage({
    ...personalise({ html, text }, url),
    from: mailFrom,
    to: [{ address: mailFrom.address }],
    subject,
    attachments: pdf ? [{ ...pdf, contentType: 'application/pdf' }] : [],
    messageId: messageIdOf(deps, NOBODY),
    date: new Date(),
    listUnsubscribe: { url },
    ...(dkim && { dkim }),
  })
}

const sendOne = async (deps: Deps, claim: Claim, message: Prepared): Promise<Outcome> => {
  let raw: RawMessage
  try {
    raw = await message({
      to: { address: claim.email, name: claim.name },
      messageId: messageIdOf(deps, claim.id),
      date: new Date(),
      unsubscribeUrl: unsubscribeUrl(deps, claim.id),
    })
  } catch (error) {
    return { state: 'failed', response: `the message could not be made: ${error}` }
  }
  return deps.mailer.send({ envelope: { from: returnAddress(deps.config, claim.id), to: claim.email }, raw })
}

/** Completes the dispatch when nothing is left, or has the job come back when the next delivery is due. */
const conclude = async (deps: Deps, id: string, waitUntil?: Date) =>
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
    if (next_due) await askAgain(trx, id, new Date(Math.max(+next_due, +(waitUntil ?? 0))))
    else if (!sending) {
      await trx.updateTable('dispatch').set({ status: 'completed' }).where('id', '=', id).execute()
    }
  })
