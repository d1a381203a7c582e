/**
 * Writes schema.sql and tables.ts from a database that the migrations have just made: `npm run schema`. With
 * `--verify` it writes nothing and fails where the files say something else.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createPool } from './client.ts'
import { startTemporaryPostgres } from './embedded.ts'
import { migrate } from './migrate.ts'

const own = `n.nspname = 'public' and not exists
  (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')`

/** Every object of the schema as the statement that makes it, in an order that does not depend on how it came to be. */
const statements = `
  select 'table' as kind, o.relname as name, format(E'create table %I (\\n%s\\n);', o.relname, (
    select string_agg(line, E',\\n' order by rank, position) from (
      select 0 as rank, a.attnum::int as position, format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        case when a.attidentity <> '' then ' generated always as identity'
             when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end) as line
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
      union all
      select 1, row_number() over (order by c.conname)::int, format('  constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
      from pg_constraint c where c.conrelid = o.oid and c.contype <> 'n' and c.contype <> 't') lines)) as statement
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where o.relkind = 'r' and o.relname not like 'migration%' and ${own}
  union all
  select 'index', o.relname, pg_get_indexdef(o.oid) || ';'
  from pg_class o join pg_namespace n on n.oid = o.relnamespace join pg_index i on i.indexrelid = o.oid
  join pg_class t on t.oid = i.indrelid
  where o.relkind = 'i' and t.relname not like 'migration%'
    and not exists (select from pg_constraint c where c.conindid = o.oid) and ${own}
  union all
  select 'sequence', o.relname, format('create sequence %I;', o.relname)
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where o.relkind = 'S' and not exists (select from pg_depend d where d.objid = o.oid and d.deptype in ('a', 'i')) and ${own}
  union all
  select 'function', o.proname, pg_get_functiondef(o.oid) || ';'
  from pg_proc o join pg_namespace n on n.oid = o.pronamespace where ${own}
  union all
  select 'trigger', t.relname || '.' || o.tgname, pg_get_triggerdef(o.oid) || ';'
  from pg_trigger o join pg_class t on t.oid = o.tgrelid join pg_namespace n on n.oid = t.relnamespace
  where not o.tgisinternal and ${own}
  union all
  select 'row', 'status_edge', format('-- %s: %s -> %s', entity, from_status, to_status) from status_edge
  union all
  select 'row', 'status_job', format('-- %s %s: %s', entity, status, job) from status_job
  order by 1, 2, 3`

const dump = async (url: string): Promise<string> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ statement: string }>(statements)
  await client.end()
  return `-- Made by \`npm run schema\` from the migrations. Read it; change the migrations.\n\n${rows.map((row) => row.statement).join('\n\n')}\n`
}

const verify = process.argv.includes('--verify')
const folder = mkdtempSync(join(tmpdir(), 'bayon-schema-'))
const server = await startTemporaryPostgres()
try {
  const pool = createPool(server.url)
  await migrate(pool)
  await pool.end()
  const tables = join(folder, 'tables.ts')
  execFileSync('kysely-codegen', ['--url', server.url, '--out-file', tables], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const made = { 'schema.sql': await dump(server.url), 'tables.ts': readFileSync(tables, 'utf8') }
  for (const [name, content] of Object.entries(made)) {
    const file = new URL(name, import.meta.url)
    if (!verify) writeFileSync(file, content)
    else if (readFileSync(file, 'utf8') !== content) {
      process.stderr.write(
        `src/db/${name} is not what the migrations make. Run \`npm run schema\` and commit it.\n`,
      )
      process.exitCode = 1
    }
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}
