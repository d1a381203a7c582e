import { Socket } from 'node:net'
import { Command } from 'commander'
import { sql } from 'kysely'
import { type Config, loadConfig } from '../config.ts'
import { createDb, createPool, type Db } from '../db/client.ts'
import { ConfigError } from '../errors.ts'
import { openRedis } from '../jobs/redis.ts'
import { fontBlobs } from '../publishing/fonts.ts'
import { readSigner } from '../publishing/pdf-signature.ts'
import { reasonOf } from '../translation/engines/failure.ts'
import { probe } from '../translation/engines/probe.ts'
import type { FailureCode } from '../translation/model.ts'
import { openDatabase } from './database.ts'

/** What one look at an installation says; `mend` tells what to do. */
interface Diagnosis {
  what: string
  well: boolean
  told: string
  mend?: string
}

const look = async (what: string, mend: string, examine: () => Promise<string>): Promise<Diagnosis> => {
  try {
    return { what, well: true, told: await examine() }
  } catch (error) {
    return { what, well: false, told: (error as Error).message, mend }
  }
}

const fail = (message: string): never => {
  throw new Error(message)
}

const answers = (host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = new Socket()
    socket.setTimeout(5000, () => socket.destroy(new Error(`${host}:${port} does not answer`)))
    socket.once('error', reject)
    socket.connect(port, host, () => {
      socket.destroy()
      resolve(`${host}:${port} answers`)
    })
  })

const engineFailures: Partial<Record<FailureCode, string>> = {
  unreachable: 'cannot be reached',
  permission: 'does not accept the credentials',
  quota: 'has no quota left',
  busy: 'is overloaded',
  deadline: 'does not answer in time',
  refused: 'refuses what it will be asked for',
}

/** Never with what a service says of itself, which may repeat a credential. */
const probeTold = ({ engine }: Config): Promise<string> =>
  probe(engine).catch((error) => {
    if (error instanceof ConfigError) throw error
    const { code, detail } = reasonOf(engine.kind, error)
    return fail(`${engine.kind} ${engineFailures[code] ?? code}${detail ? ` (${detail})` : ''}`)
  })

const isMade = async (db: Db): Promise<boolean> => {
  const { rows } = await sql<{
    made: boolean
  }>`select to_regclass('public.migration') is not null as made`.execute(db)
  return rows[0]!.made
}

const unmade: Diagnosis = {
  what: 'Schema',
  well: false,
  told: 'nothing is in the database yet',
  mend: 'Start Bayon, or run bayon migrate.',
}

const ofDatabase = (db: Db) => [
  look('Postgres', 'Use Postgres 18 or later.', async () => {
    const { rows } = await sql<{ number: number; name: string; encoding: string }>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name,
             current_setting('server_encoding') as encoding`.execute(db)
    const { number, name, encoding } = rows[0]!
    if (number < 180000 || encoding !== 'UTF8') fail(`version ${name}, encoding ${encoding}`)
    return `version ${name}, encoding ${encoding}`
  }),
  look('Trigrams', 'Make the database with a UTF-8 locale (builtin C.UTF-8 or ICU).', async () => {
    const { rows } = await sql<{ alike: number }>`select similarity('កម្ពុជា', 'កម្ពុជា') as alike`.execute(db)
    return rows[0]?.alike === 1
      ? 'Khmer is searchable'
      : fail('the locale of the database knows no Khmer letters')
  }),
  look('Clock', 'Set the clocks of both machines by NTP: embargoes depend on them.', async () => {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
    const apart = Math.abs(Date.now() - rows[0]!.now.getTime())
    return apart < 2000
      ? 'agrees with the database'
      : fail(`${Math.round(apart / 1000)} s apart from the database`)
  }),
  look('Jobs', 'See the last error; the sweep tries again by itself.', async () => {
    const failed = await db
      .selectFrom('job_failure')
      .select(['job', 'last_error'])
      .orderBy('last_at', 'desc')
      .execute()
    return failed.length === 0
      ? 'none fails'
      : fail(`${failed.length} fail, the last ${failed[0]!.job}: ${failed[0]!.last_error}`)
  }),
  look('Deliveries', 'Ask the recipients or their server; resend only what did not arrive.', async () => {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from delivery where status = 'uncertain'`.execute(db)
    return rows[0]!.n === 0 ? 'none is uncertain' : fail(`${rows[0]!.n} are uncertain`)
  }),
]

const examine = async (config: Config): Promise<Diagnosis[]> => {
  const found = [
    await look('Node', 'Start Bayon by npm, which brings its own Node.', async () =>
      Number(process.versions.node.split('.')[0]) >= 24
        ? process.version
        : fail(`${process.version} is older than 24`),
    ),
    await look('Fonts', 'Run `npm ci` again.', async () => `${fontBlobs().length} faces are there`),
    await look(
      'Mail server',
      'Set SMTP_URL, for example smtp://user:password@mail.example:587.',
      async () => {
        const told = config.smtpUrl.split(/\s+/).map((address) => {
          const { hostname, port, protocol } = new URL(address)
          return answers(hostname, Number(port) || (protocol === 'smtps:' ? 465 : 25))
        })
        return (await Promise.all(told)).join(', ')
      },
    ),
  ]
  found.push(
    await look(
      'Engine',
      'Check ENGINE with its settings (GOOGLE_… or LLM_…) and credentials, and what the network lets through. Until then drafts come from the memory alone.',
      () => probeTold(config),
    ),
  )
  const { pdfSigning } = config
  if (pdfSigning) {
    found.push(
      await look(
        'PDF certificate',
        'Mend PDF_CERTIFICATE, PDF_KEY and PDF_KEY_PASSWORD, or unset them.',
        async () => {
          const { certificates } = await readSigner(pdfSigning)
          const until = certificates[0]!.notAfter.value
          return until > new Date()
            ? `good until ${until.toISOString()}`
            : fail(`ended ${until.toISOString()}`)
        },
      ),
    )
  }
  if (config.redisUrl) {
    const redis = openRedis(config.redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      retryStrategy: () => null,
    })
    redis.on('error', () => {})
    found.push(
      await look('Redis', 'Start Redis or mend REDIS_URL; set maxmemory-policy to noeviction.', async () => {
        await redis.connect()
        const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1]
        return policy === 'noeviction' ? 'answers' : fail(`maxmemory-policy is ${policy}: it may drop jobs`)
      }),
    )
    redis.disconnect()
  }
  const opened = await look(
    'Database',
    'Mend DATABASE_URL and SECRET, or unset both for the embedded one.',
    async () => {
      // As it is: a restore wants one that is empty.
      const database = await openDatabase(config, { asIs: config.databaseUrl !== undefined })
      const db = createDb(createPool(database.config.databaseUrl))
      found.push(...((await isMade(db)) ? await Promise.all(ofDatabase(db)) : [unmade]))
      await db.destroy()
      await database.close()
      return database.notes[0] ?? 'answers'
    },
  )
  return [...found, opened]
}

export const doctorCommand = new Command('doctor')
  .description('says what is wrong with this installation and what to do; exit code 1 if anything is')
  .option('--json', 'print the findings as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const found = await examine(loadConfig())
    const lines = found.map(({ what, well, told, mend }) =>
      [`${well ? '✓' : '✗'} ${what}: ${told}`, ...(mend ? [`  ${mend}`] : [])].join('\n'),
    )
    process.stdout.write(`${json ? JSON.stringify(found, null, 2) : lines.join('\n')}\n`)
    if (found.some(({ well }) => !well)) process.exitCode = 1
  })
