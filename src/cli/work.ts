import { Argument, Command } from 'commander'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { type Stage, stageNames } from '../pipeline.ts'
import { startWorking, untilAskedToStop } from '../process.ts'
import { openDatabase } from './database.ts'

/** A worker process: some stages of the pipeline, without HTTP, until asked to stop. */
export const work = async (stages: readonly Stage[]): Promise<void> => {
  const asked = untilAskedToStop()
  const database = await openDatabase(loadConfig())
  const deps = createDeps(database.config)
  const working = await startWorking(deps, stages)
  process.stdout.write(`Working on ${stages.join(', ')}\n`)
  await asked
  await working.close()
  await deps.close()
  await database.close()
}

export const workCommand = new Command('work')
  .description('works on some stages of the pipeline, all by default, without HTTP')
  .addArgument(new Argument('[stage...]', 'the stages').choices(stageNames))
  .action((stages: Stage[]) => work(stages.length > 0 ? stages : stageNames))
