import { Command } from 'commander'
import { ConfigError } from '../config.ts'
import { Refusal } from '../errors.ts'
import { auditCommand } from './audit.ts'
import { checkCommand } from './check.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { enginesCommand } from './engines.ts'
import { migrateCommand } from './migrate.ts'
import { parseCommand } from './parse.ts'
import { renderCommand } from './render.ts'
import { startCommand, webCommand } from './serve.ts'
import { termsCommand } from './terms.ts'
import { tmCommand } from './tm.ts'
import { workCommand } from './work.ts'
import { xliffCommand } from './xliff.ts'

/** Hands the settings of a command down to those inside it, so that misuse ends with the same code everywhere. */
const inheriting = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent)
  for (const inner of command.commands) inheriting(inner, command)
  return command
}

const program = new Command('bayon')
  .description('Takes an English press release and publishes it in Khmer, Japanese and English.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

for (const command of [
  demoCommand,
  startCommand,
  webCommand,
  workCommand,
  parseCommand,
  checkCommand,
  renderCommand,
  tmCommand,
  termsCommand,
  xliffCommand,
  migrateCommand,
  auditCommand,
  enginesCommand,
  doctorCommand,
]) {
  program.addCommand(inheriting(command, program))
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Refusal || error instanceof ConfigError)) throw error
  // Explained, not a fault: a sentence is enough.
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
