import { Command } from 'commander'

export const webCommand = new Command('web')
  .description('HTTP alone, without workers')
  .action(async () => (await import('./serve.ts')).serve([], { own: false }))
