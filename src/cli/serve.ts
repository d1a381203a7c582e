import { firstInvitation } from '../accounts/invite.ts'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { openSocket, startServer } from '../http/server.ts'
import type { Stage } from '../pipeline.ts'
import { startWorking, untilAskedToStop } from '../process.ts'
import { openDatabase } from './database.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Runs until asked to stop, then closes what was opened, the last first; also when opening fails, or is interrupted,
 * half-way.
 * @param open hands each thing that it opened to `opened`
 */
const untilStopped = async (
  open: (opened: <T extends { close(): Promise<unknown> }>(thing: T) => T) => Promise<void>,
): Promise<void> => {
  const asked = untilAskedToStop()
  const closing: { close(): Promise<unknown> }[] = []
  const opening = open((thing) => {
    closing.unshift(thing)
    return thing
  })
  try {
    const interrupted = await Promise.race([opening.then(() => false), asked.then(() => true)])
    await asked
    // What is still trying to open, a queue that does not answer for one, is not waited for.
    if (interrupted) setTimeout(() => process.exit(), 1000)
  } finally {
    for (const thing of closing) await thing.close()
  }
}

/** Serves HTTP, and works on the stages given, until asked to stop. */
export const serve = (stages: readonly Stage[], { own }: { own: boolean }) =>
  untilStopped(async (opened) => {
    const settings = loadConfig()
    const socket = opened(await openSocket(settings.host, settings.port))
    // With port 0 only the socket knows the address.
    const baseUrl = settings.baseUrl.endsWith(':0') ? socket.url : settings.baseUrl
    const database = opened(await openDatabase({ ...settings, baseUrl }, { own }))
    for (const note of database.notes) say(note)
    const deps = opened(createDeps(database.config))
    opened(await startServer(deps, socket))
    opened(await startWorking(deps, stages))
    say(`Bayon is at ${baseUrl}`)
    const invitation = await firstInvitation(deps)
    if (invitation) say(`The first administrator comes in, once, by ${invitation}`)
  })

/** A worker process: some stages of the pipeline, without HTTP, until asked to stop. */
export const work = (stages: readonly Stage[]): Promise<void> =>
  untilStopped(async (opened) => {
    const database = opened(await openDatabase(loadConfig()))
    const deps = opened(createDeps(database.config))
    opened(await startWorking(deps, stages))
    say(`Working on ${stages.join(', ')}`)
  })
