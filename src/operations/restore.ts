import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { createDb, type Trx } from '../db/client.ts'
import { knownMigrations, migrate, migrateTo } from '../db/migrate.ts'
import { Refusal } from '../errors.ts'
import { tableNames } from './backup.ts'
import { broken, linesOf, readHead } from './backup-file.ts'
import { beginStandstill } from './standstill.ts'

/** In characters: so much is written at a time. */
const PORTION = 4_000_000

const ask = <Row>(trx: Trx, statement: string, values: unknown[] = []) =>
  trx.executeQuery<Row>(CompiledQuery.raw(statement, values))

/** In alphabetical order; the ledger of the migrations is not among them. */
const tablesOf = async (trx: Trx): Promise<string[]> => {
  const { rows } = await ask<{ name: string }>(trx, tableNames)
  return rows.map(({ name }) => name)
}

/** Takes the rules off that speak of how rows come to be: these have come to be already. Returns what puts them on again. */
const liftRules = async (trx: Trx, tables: string[]): Promise<() => Promise<void>> => {
  const { rows } = await ask<{ drop: string; add: string }>(
    trx,
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  for (const { drop } of rows) await ask(trx, drop)
  for (const table of tables) await ask(trx, `alter table ${pg.escapeIdentifier(table)} disable trigger user`)
  return async () => {
    // Which looks at every row: a reference that leads nowhere is found here.
    for (const { add } of rows) await ask(trx, add)
    for (const table of tables)
      await ask(trx, `alter table ${pg.escapeIdentifier(table)} enable trigger user`)
  }
}

/** Writes rows into a table, without the columns that the database computes. */
const writer = async (trx: Trx, table: string) => {
  const { rows } = await ask<{ name: string }>(
    trx,
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public.${pg.escapeIdentifier(table)}`],
  )
  const name = pg.escapeIdentifier(table)
  const columns = rows.map((row) => pg.escapeIdentifier(row.name)).join(', ')
  await ask(trx, `delete from ${name}`)
  return (lines: string[]) =>
    ask(
      trx,
      `insert into ${name} (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
      [`[${lines.join(',')}]`],
    )
}

/**
 * Puts a backup's rows in the place of those that the migrations made; the schema has to be the backup's own. Nothing
 * has changed where it throws, as long as the caller's transaction is rolled back.
 * @returns how many rows there are, and the file's checksum
 * @throws Refusal 'backup-broken' where a line was changed, added or lost
 */
const loadRows = async (trx: Trx, path: string): Promise<{ rows: number; sha256: string }> => {
  const tables = await tablesOf(trx)
  const restoreRules = await liftRules(trx, tables)
  const hash = createHash('sha256')
  let isHead = true
  let end: { rows: number; sha256: string } | undefined
  let count = 0
  let write: Awaited<ReturnType<typeof writer>> | undefined
  let portion: string[] = []
  let size = 0
  const flush = async () => {
    if (portion.length > 0) await write?.(portion)
    portion = []
    size = 0
  }
  try {
    for await (const line of linesOf(path)) {
      if (end) throw broken(path, 'something follows its end')
      const [sign, name = '', value = ''] = line.startsWith('#') ? line.split(' ') : []
      if (sign === '#end') {
        end = { rows: Number(name), sha256: value }
        continue
      }
      hash.update(`${line}\n`)
      if (isHead) {
        isHead = false
      } else if (sign === '#table') {
        await flush()
        if (!tables.includes(name)) throw broken(path, `it has a table ${name} that its schema does not have`)
        write = await writer(trx, name)
      } else if (sign === '#sequence') {
        await flush()
        await ask(trx, 'select setval($1::regclass, $2::bigint)', [
          `public.${pg.escapeIdentifier(name)}`,
          value,
        ])
      } else {
        count++
        portion.push(line)
        size += line.length
        if (size > PORTION) await flush()
      }
    }
    await flush()
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw broken(path, error.message, error)
    throw error
  }
  if (!end) throw broken(path, 'its end is missing')
  if (end.rows !== count || end.sha256 !== hash.digest('hex'))
    throw broken(path, 'its checksum is another: it was changed after it was made')
  await restoreRules()
  return end
}

/**
 * Puts a backup into an empty database, in one transaction: the backup's schema, its rows, and the migrations since. Mail
 * stands still in it.
 * @throws Refusal 'database-not-empty', 'backup-newer', 'backup-broken'
 */
export const restore = async (pool: pg.Pool, path: string): Promise<{ rows: number; sha256: string }> => {
  const { migrations } = await readHead(path)
  const known = await knownMigrations()
  if (migrations.some((name, at) => known[at] !== name)) throw new Refusal('backup-newer', { path })
  const loaded = await createDb(pool)
    .transaction()
    .execute(async (trx) => {
      if ((await tablesOf(trx)).length > 0) throw new Refusal('database-not-empty')
      await migrateTo(trx, migrations.at(-1)!)
      const loaded = await loadRows(trx, path)
      await migrateTo(trx, known.at(-1)!)
      await beginStandstill(trx)
      return loaded
    })
  await migrate(pool)
  return loaded
}
