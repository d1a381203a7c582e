import { Argument, Command } from 'commander'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { type Stage, stageNames } from '../pipeline.ts'
import { startWorking } from '../process.ts'
import { openDatabase } from './database.ts'
import { untilStopped } from './until-stopped.ts'

/** A worker process: some stages of the pipeline, without HTTP, until asked to stop. */
export const work = (stages: readonly Stage[]): Promise<void> =>
  untilStopped(async (opened) => {
    const database = opened(await openDatabase(loadConfig()))
    const deps = opened(createDeps(database.config))
    opened(await startWorking(deps, stages))
    process.stdout.write(`Working on ${stages.join(', ')}\n`)
  })

export const workCommand = new Command('work')
  .description('works on some stages of the pipeline, all by default, without HTTP')
  .addArgument(new Argument('[stage...]', 'the stages').choices(stageNames))
  .action((stages: Stage[]) => work(stages.length > 0 ? stages : stageNames))
