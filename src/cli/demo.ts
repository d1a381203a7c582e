import { resolve } from 'node:path'
import { Command } from 'commander'

export const demoCommand = new Command('demo')
  .description('the main job on the two sample releases, on embedded parts, start to finish')
  .option('--out <folder>', 'where everything that comes out is left', 'out')
  .action(async ({ out }: { out: string }) => {
    const { runDemo } = await import('./demo/run.ts')
    process.stdout.write(await runDemo(resolve(out)))
  })
