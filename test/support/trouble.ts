import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Office } from './office.ts'
import { type Processes, type ProcessName, processNames } from './processes.ts'
import { knownJobs, wipeQueue } from './queue.ts'
import type { Random } from './random.ts'
import { drop, startMailServer } from './smtp.ts'

/**
 * A mail server that takes its time, and in whose midst a sending process is killed now and then.
 * @param ills once in how many messages it refuses a recipient for now, or hangs up after the last line
 */
export const startTroubledMail = async (
  random: Random,
  ills: { refuses?: number; hangsUp?: number } = {},
) => {
  let ill = true
  const recipientOf = new Map<number, string>()
  const server = await startMailServer(async (moment, connection, line) => {
    if (moment === 'RCPT') recipientOf.set(connection, line)
    const sender = recipientOf.get(connection)?.includes('@reader.example') ? 'mail' : 'review'
    if (random.once(sender === 'mail' ? 150 : 40)) troubled.trouble(sender)
    if (ill && ills.refuses && moment === 'RCPT' && random.once(ills.refuses)) return '451 4.3.0 not now'
    if (moment !== 'END') return undefined
    await sleep(random.between(0, 150))
    return ill && ills.hangsUp && random.once(ills.hangsUp) ? drop : undefined
  })
  const troubled = {
    ...server,
    trouble: (_: 'mail' | 'review') => {},
    /** From now on it only takes its time. */
    calm: () => {
      ill = false
    },
  }
  return troubled
}

/** Kills at any moment, at times just when a job was asked for, and has the queue forget everything once. */
export const startTrouble = async (office: Office, random: Random, processes: Processes, most: number) => {
  const { config } = office.deps
  const kills = () => processes.kills.values().reduce((sum, n) => sum + n, 0)
  let going = true
  let wiped = false
  // Sometimes while it starts, but mostly at work, and not while two are down: else a machine that is slow to start
  // them would never get anything done.
  const strike = (victim: ProcessName) => {
    const down = processNames.length - processes.up.size
    if (going && (random.once(10) || (processes.up.has(victim) && down < 2))) processes.kill(victim)
  }
  const listener = new pg.Client(config.databaseUrl)
  await listener.connect()
  await listener.query('listen bayon_outbox')
  listener.on('notification', async () => {
    if (!random.once(12)) return
    await sleep(random.between(0, 40))
    if (kills() < most) strike(random.pick(processNames))
  })
  const loop = (async () => {
    while (going && kills() < most) {
      await sleep(random.between(200, 1400))
      strike(random.pick(processNames))
    }
  })()
  const wipe = (async () => {
    while (going && !wiped) {
      await sleep(20)
      if (kills() < most / 2) continue
      // When some wait for their turn, so that there is something to forget.
      const waiting = (await knownJobs(office.deps, 'render')).filter((id) => id.startsWith('render-edition'))
      if (waiting.length < 3) continue
      processes.kill('render')
      await wipeQueue(office.deps)
      wiped = true
    }
  })()
  return {
    strike,
    kills,
    wiped: () => wiped,
    async stop() {
      going = false
      await Promise.all([loop, wipe])
      await listener.end()
    },
  }
}
