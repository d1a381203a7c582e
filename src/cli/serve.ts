import { Command } from 'commander'
import { firstInvitation } from '../accounts/invite.ts'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { openSocket, startServer } from '../http/server.ts'
import { type Stage, stageNames } from '../pipeline.ts'
import { startWorking, untilAskedToStop } from '../process.ts'
import { openDatabase } from './database.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Serves HTTP, and works on the stages given, until asked to stop. */
const serve = async (stages: readonly Stage[]) => {
  const asked = untilAskedToStop()
  const settings = loadConfig()
  const socket = await openSocket(settings.host, settings.port)
  // With port 0 only the socket knows the address.
  const baseUrl = settings.baseUrl.endsWith(':0') ? socket.url : settings.baseUrl
  const database = await openDatabase({ ...settings, baseUrl })
  for (const note of database.notes) say(note)
  const deps = createDeps(database.config)
  const server = await startServer(deps, socket)
  const working = await startWorking(deps, stages)
  say(`Bayon is at ${baseUrl}`)
  const invitation = await firstInvitation(deps)
  if (invitation) say(`The first administrator comes in, once, by ${invitation}`)
  await asked
  await server.close()
  await working.close()
  await deps.close()
  await database.close()
}

export const startCommand = new Command('start')
  .description(
    'everything in one process: HTTP, all workers, and an embedded Postgres unless DATABASE_URL is set',
  )
  .action(() => serve(stageNames))

export const webCommand = new Command('web')
  .description('HTTP alone, without workers')
  .action(() => serve([]))
