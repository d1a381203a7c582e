import { Argument, Command } from 'commander'
import { type Stage, stageNames } from '../pipeline.ts'

export const workCommand = new Command('work')
  .description('works on some stages of the pipeline, all by default, without HTTP')
  .addArgument(new Argument('[stage...]', 'the stages').choices(stageNames))
  .action(async (stages: Stage[]) =>
    (await import('./serve.ts')).work(stages.length > 0 ? stages : stageNames),
  )
