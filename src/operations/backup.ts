import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'

/** What the first line of a backup says. */
export interface BackupHead {
  bayon: 1
  madeAt: string
  /** The schema that the rows are of. */
  migrations: string[]
  /** What was set in the environment, SECRET always among it: keys and second steps are encrypted with it. */
  settings: Record<string, string>
}

/** Rows at a time: a blob may have a megabyte. */
const ROWS = 50

/** Ours, in alphabetical order, but for the ledger of the migrations; the queue's are in a schema of their own. */
export const tableNames = `select tablename as name from pg_tables
  where schemaname = 'public' and tablename not like 'migration%' order by tablename`

const quoted = (name: string) => pg.escapeIdentifier(name)

/**
 * Everything in the database as lines, as it was at one moment: the head; for each table a line `#table <name>` and its
 * rows as JSON; the sequences; and at the end how many rows there were and the SHA-256 of all lines before.
 */
async function* backupLines(client: pg.ClientBase, settings: BackupHead['settings']): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const line = (text: string) => {
    const whole = `${text}\n`
    hash.update(whole)
    return whole
  }
  await client.query('begin isolation level repeatable read read only')
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from migration order by name',
  )
  const head: BackupHead = {
    bayon: 1,
    madeAt: new Date().toISOString(),
    migrations: migrations.map(({ name }) => name),
    settings,
  }
  yield line(JSON.stringify(head))
  let count = 0
  const { rows: tables } = await client.query<{ name: string }>(tableNames)
  for (const { name: table } of tables) {
    yield line(`#table ${table}`)
    await client.query(`declare rows cursor for select to_json(t)::text as row from ${quoted(table)} t`)
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${ROWS} from rows`)
      if (rows.length === 0) break
      count += rows.length
      // JSON has no line ends but those written \n.
      yield rows.map(({ row }) => line(row)).join('')
    }
    await client.query('close rows')
  }
  // Last: sequences know no transactions, and must not be behind the rows.
  const { rows: sequences } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  )
  for (const { name, value } of sequences) yield line(`#sequence ${name} ${value}`)
  await client.query('commit')
  yield `#end ${count} ${hash.digest('hex')}\n`
}

/**
 * Writes the whole database and its settings into one file, readable by nobody else. It is there whole or not at all.
 * @throws the system's error where the file cannot be written, or is there already
 */
export const backUp = async (url: string, settings: BackupHead['settings'], path: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  const unfinished = `${path}.part`
  try {
    await pipeline(
      Readable.from(backupLines(client, settings)),
      createGzip(),
      createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true }),
    )
    await rename(unfinished, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(unfinished, { force: true })
    throw error
  } finally {
    await client.end()
  }
}
