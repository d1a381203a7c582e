import { Argument, Command } from 'commander'
import { firstInvitation } from '../accounts/invite.ts'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { openSocket, startServer } from '../http/server.ts'
import { type Stage, stageNames } from '../pipeline.ts'
import { runStages, startWorking, untilAskedToStop } from '../process.ts'
import { openDatabase } from './database.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Serves HTTP, and works on the stages given, until asked to stop. */
const serve = async (stages: readonly Stage[]) => {
  const settings = loadConfig()
  const socket = await openSocket(settings.host, settings.port)
  const database = await openDatabase({ ...settings, baseUrl: settings.baseUrl ?? socket.url })
  for (const note of database.notes) say(note)
  const deps = createDeps({ ...database.config, baseUrl: settings.baseUrl ?? socket.url })
  const server = await startServer(deps, socket)
  const working = await startWorking(deps, stages)
  say(`Bayon is at ${deps.config.baseUrl}`)
  const invitation = await firstInvitation(deps)
  if (invitation) say(`The first administrator comes in, once, by ${invitation}`)
  await untilAskedToStop()
  await server.close()
  await working.close()
  await deps.close()
  await database.close()
}

export const startCommand = new Command('start')
  .description('everything in one process: HTTP, all workers, and an embedded Postgres unless DATABASE_URL is set')
  .action(() => serve(stageNames))

export const webCommand = new Command('web').description('HTTP alone, without workers').action(() => serve([]))

export const workCommand = new Command('work')
  .description('works on some stages of the pipeline, all by default, without HTTP')
  .addArgument(new Argument('[stage...]', 'the stages').choices(stageNames))
  .action(async (stages: Stage[]) => {
    const database = await openDatabase(loadConfig())
    await runStages(database.config, stages.length > 0 ? stages : stageNames)
    await database.close()
  })
