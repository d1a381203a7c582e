import { Command } from 'commander'
import { ConfigError, Refusal } from '../errors.ts'
import { ApiProblem } from './remote/server.ts'

/** Loaded when asked for: most commands need few of the parts. */
const commands: Record<string, () => Promise<Command>> = {
  demo: async () => (await import('./demo.ts')).demoCommand,
  start: async () => (await import('./start.ts')).startCommand,
  web: async () => (await import('./web.ts')).webCommand,
  work: async () => (await import('./work.ts')).workCommand,
  parse: async () => (await import('./parse.ts')).parseCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  render: async () => (await import('./render.ts')).renderCommand,
  preview: async () => (await import('./preview.ts')).previewCommand,
  submit: async () => (await import('./submit.ts')).submitCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  lists: async () => (await import('./lists.ts')).listsCommand,
  dispatch: async () => (await import('./dispatch.ts')).dispatchCommand,
  user: async () => (await import('./user.ts')).userCommand,
  tm: async () => (await import('./tm.ts')).tmCommand,
  terms: async () => (await import('./terms.ts')).termsCommand,
  drafts: async () => (await import('./drafts.ts')).draftsCommand,
  xliff: async () => (await import('./xliff.ts')).xliffCommand,
  engines: async () => (await import('./engines.ts')).enginesCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  standstill: async () => (await import('./standstill.ts')).standstillCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  site: async () => (await import('./site.ts')).siteCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  webhooks: async () => (await import('./webhooks.ts')).webhooksCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  config: async () => (await import('./config.ts')).configCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
}

const program = new Command('bayon')
  .description('Takes an English press release and publishes it in Khmer, Japanese and English.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

const asked = process.argv[2] ?? ''
const names = Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands)

const inherit = (command: Command): Command => {
  for (const inner of command.commands) inherit(inner.copyInheritedSettings(command))
  return command
}

/** Explained, not a fault: a sentence is enough. A file that cannot be written is explained by the system. */
const isExplained = (error: unknown): error is Error =>
  error instanceof Refusal ||
  error instanceof ConfigError ||
  error instanceof ApiProblem ||
  (error instanceof Error && 'syscall' in error && 'path' in error)

/** What prints JSON and nothing else takes `--json` too, as every command does that prints data. */
const alwaysJson = new Set(['parse', 'check'])

try {
  for (const name of names) {
    const command = await commands[name]!()
    if (alwaysJson.has(name)) command.option('--json', 'print JSON, as it does without this')
    program.addCommand(inherit(command.copyInheritedSettings(program)))
  }
  await program.parseAsync()
} catch (error) {
  if (!isExplained(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
