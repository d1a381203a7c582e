import { sql } from 'kysely'
import { runPrepared } from '../db/client.ts'
import { storable } from '../db/storable.ts'
import type { Deps } from '../deps.ts'
import { heed } from './limits.ts'
import type { Outcome } from './outcome.ts'
import { type Claim, domainOf } from './queries.ts'
import { recordBounce } from './returns/bounce.ts'
import { judgeRefusal } from './returns/verdict.ts'

/** A server that keeps saying "later" is believed this often. */
const MAX_ATTEMPTS = 8
const FIRST_RETRY_SECONDS = 60

export interface Attempted {
  claim: Claim
  outcome: Outcome
}

const isRefusal = ({ outcome }: Attempted) => /^5\d\d\b/.test(outcome.response)

/** A server that asks us to come again, of a recipient whom it was not asked about before. */
const isAsking = ({ claim, outcome }: Attempted) =>
  outcome.state === 'deferred' && outcome.reason === 'refused-for-now' && claim.attempts === 1

const write = (worker: number, all: Attempted[]) => {
  const rows = all.map(({ claim, outcome }) => ({
    id: claim.id,
    status: outcome.state === 'deferred' && claim.attempts >= MAX_ATTEMPTS ? 'failed' : outcome.state,
    response: storable(outcome.response.slice(0, 1000)),
    wait: FIRST_RETRY_SECONDS * 2 ** (claim.attempts - 1),
  }))
  return sql<object>`
    update delivery d
    set status = g.status, response = g.response, due_at = now() + make_interval(secs => g.wait)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, status text, response text, wait float)
    where d.id = g.id and d.worker = ${worker}
      -- Not only from 'sending': a process that was taken for dead may still bring the answer.
      and d.status in ('sending', 'uncertain')`
}

/**
 * Writes down what became of messages, all or none of them. What a server refuses at once is a bounce.
 * @param failing domains that have put this dispatch off, and taken nothing since; it is kept up to date
 */
export const recordOutcomes = async (
  deps: Deps,
  worker: number,
  failing: Set<string>,
  all: Attempted[],
): Promise<void> => {
  const refused = all.filter(isRefusal)
  const asking = all.filter(isAsking)
  const well = all.filter(
    ({ claim, outcome }) => outcome.state === 'sent' && failing.has(domainOf(claim.email)),
  )
  if (refused.length + asking.length + well.length === 0) {
    await runPrepared(deps, 'record-outcomes', write(worker, all))
    return
  }
  await deps.db.transaction().execute(async (trx) => {
    await write(worker, all).execute(trx)
    const [fine, put] = [well, asking].map((some) => some.map(({ claim }) => domainOf(claim.email)))
    await heed(trx, fine!, put!)
    for (const domain of fine!) failing.delete(domain)
    for (const domain of put!) failing.add(domain)
    for (const { claim, outcome } of refused) {
      const said = outcome.response
      await recordBounce(trx, deps, { deliveryId: claim.id, said, ...judgeRefusal(said) })
    }
  })
}
