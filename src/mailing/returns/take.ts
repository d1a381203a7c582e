import { createHash } from 'node:crypto'
import { storable } from '../../db/storable.ts'
import type { Deps } from '../../deps.ts'
import { recordBounce } from './bounce.ts'
import { type Report, readReport } from './report.ts'
import { readReturnAddress } from './return-address.ts'

/**
 * The deliveries that a report may be about, the surest first: by a return address of ours, signed; by the Message-ID of
 * ours that nobody has but who got the message.
 */
const tracesIn = ({ config }: Deps, content: string): string[] => {
  const domain = config.mailFrom.address.split('@')[1]!.toLowerCase()
  const addresses = content.match(/[\w.-]{1,64}\+[0-9a-v]{42}@[^\s<>,;:"']{1,253}/gi) ?? []
  const ids = content.matchAll(/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([^\s<>,;:"']{1,253})/gi)
  const known = [
    ...addresses.flatMap((address) => readReturnAddress(config, address) ?? []),
    ...[...ids].flatMap(([, id, at]) => (at!.toLowerCase() === domain ? id!.toLowerCase() : [])),
  ]
  return [...new Set(known)].slice(0, 20)
}

const deliveryOf = async (deps: Deps, { content }: Report): Promise<string | null> => {
  const traces = tracesIn(deps, content)
  if (traces.length === 0) return null
  const known = await deps.db.selectFrom('delivery').select('id').where('id', 'in', traces).execute()
  return traces.find((trace) => known.some(({ id }) => id === trace)) ?? null
}

/**
 * Takes a mail in that came to a return address. What it is about is recorded; what nobody recognises, or no delivery
 * is known of, is kept whole. Taken in twice, it counts once.
 * @param envelope whom it was sent to
 * @returns what it was taken for; null where it was there already
 * @throws where the database does not answer: ask again later
 */
export const takeReturn = async (
  deps: Deps,
  via: 'listener' | 'mailbox',
  raw: Uint8Array,
  envelope: readonly string[] = [],
): Promise<Report['kind'] | null> => {
  const report = await readReport(raw, envelope)
  const delivery = await deliveryOf(deps, report)
  const counts = report.kind === 'failure' || report.kind === 'complaint'
  const kind = counts && !delivery ? 'unrecognised' : report.kind
  return deps.db.transaction().execute(async (trx) => {
    const mail = await trx
      .insertInto('return_mail')
      .values({
        sha256: createHash('sha256').update(raw).digest(),
        via,
        kind,
        sender: storable(report.sender),
        subject: storable(report.subject),
        raw: kind === 'unrecognised' ? Buffer.from(raw) : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!mail) return null
    if (counts && delivery) {
      const bounce =
        report.kind === 'failure'
          ? { ...report.verdict, said: report.said }
          : { class: 'complaint' as const, status: null, said: report.subject }
      await recordBounce(trx, deps, { deliveryId: delivery, returnMailId: mail.id, ...bounce })
    }
    return kind
  })
}
