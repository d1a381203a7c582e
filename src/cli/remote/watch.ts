import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../../http/json.ts'
import type { getDispatch } from '../../mailing/dispatch.ts'
import { moment } from './print.ts'
import type { Server } from './server.ts'

export type Dispatch = Answer<typeof getDispatch>

/** In ms. */
const EVERY = 1000

/** What a dispatch ends with: nothing more happens unless a person does something. */
const ended = new Set(['completed', 'cancelled', 'failed', 'paused'])

/** Where a dispatch stands, on one line. */
export const tellDispatch = ({
  status,
  reason,
  dueAt,
  candidates,
  recipients,
  excluded,
  deliveries,
  perMinute,
  endsAt,
}: Dispatch): string =>
  [
    status + (reason ? ` (${reason})` : ''),
    ...(status === 'pending' ? [`due ${moment(dueAt)}`] : []),
    ...(candidates === null
      ? []
      : [`${candidates} candidates = ${recipients} recipients + ${excluded} left out`]),
    ...Object.entries(deliveries).map(([state, count]) => `${state} ${count}`),
    ...(perMinute > 0 ? [`${perMinute} a minute`] : []),
    ...(endsAt ? [`out by ${moment(endsAt)}`] : []),
  ].join(', ')

/**
 * Tells how a dispatch goes until it ends, in one line that changes on a terminal, else in a line for each change.
 * @returns how it ended
 */
export const watchDispatch = async (server: Server, id: string): Promise<Dispatch> => {
  const { stdout } = process
  let before = ''
  for (;;) {
    const dispatch = await server.call<Dispatch>('GET', `/api/dispatches/${encodeURIComponent(id)}`)
    const told = tellDispatch(dispatch)
    if (told !== before) stdout.write(stdout.isTTY ? `\r\u001b[2K${told}` : `${told}\n`)
    before = told
    if (ended.has(dispatch.status)) {
      if (stdout.isTTY) stdout.write('\n')
      return dispatch
    }
    await sleep(EVERY)
  }
}
