// Starts Postgres on the folder named on the command line, says so in JSON on one line, and lives until it is killed.
// On SIGINT it asks the server something, stops it and says what it heard.
import { Client } from 'pg'
import { startPostgres, startTemporaryPostgres } from '../../src/db/embedded.ts'
import { Refusal } from '../../src/errors.ts'

const say = (value: unknown) => console.log(JSON.stringify(value))
const dataDir = process.argv[2]
const log = (line: string) => say({ log: line })

try {
  const postgres = await (dataDir ? startPostgres({ dataDir, log }) : startTemporaryPostgres({ log }))
  process.once('SIGINT', async () => {
    const client = new Client(postgres.url)
    await client.connect()
    const { rows } = await client.query('select 1 as alive')
    await client.end()
    await postgres.stop()
    say(rows[0])
    process.exit()
  })
  say({ url: postgres.url, notes: postgres.notes })
} catch (error) {
  say(error instanceof Refusal ? { refused: error.code, params: error.params } : { error: String(error) })
}
