import { firstInvitation } from '../accounts/invite.ts'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { openSocket, startServer } from '../http/server.ts'
import type { Stage } from '../pipeline.ts'
import { startWorking } from '../process.ts'
import { openDatabase } from './database.ts'
import { untilStopped } from './until-stopped.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

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
