import { z } from 'zod'

const Environment = z.object({
  DATABASE_URL: z.string().min(1).optional(),
  REDIS_URL: z.string().min(1).optional(),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .default('bayon'),
  DATA_DIR: z.string().min(1).default('.bayon'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z.url().optional(),
  SECRET: z.string().min(32).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<[^<>\s@]+@[^<>\s@]+>$/, 'write it as Press Office <press@example.org>')
    .default('Press Office <press@bayon.invalid>')
    .transform((text) => {
      const [name = '', address = ''] = text.split('<')
      return { name: name.trim(), address: address.slice(0, -1) }
    }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  RECOVERY_SECONDS: z.coerce.number().min(0.5).max(3600).default(30),
})

/**
 * The settings, read from the environment; nothing else reads `process.env`.
 * @throws ConfigError naming each wrong variable and what it should be
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env) => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const e = read.data
  return {
    /** Absent: the embedded Postgres in `dataDir`. */
    databaseUrl: e.DATABASE_URL,
    /** Absent: the queue lives in Postgres too. */
    redisUrl: e.REDIS_URL,
    /** Keeps installations apart that share a Redis. */
    queuePrefix: e.QUEUE_PREFIX,
    dataDir: e.DATA_DIR,
    host: e.HOST,
    port: e.PORT,
    /** What links in mails begin with. */
    baseUrl: (e.BASE_URL ?? `http://${e.HOST}:${e.PORT}`).replace(/\/$/, ''),
    /** Signs sessions and links. Absent: made once and kept in `dataDir`. */
    secret: e.SECRET,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    logLevel: e.LOG_LEVEL,
    /** After how long the work of a process that died is taken up by another, in seconds. */
    recoverySeconds: e.RECOVERY_SECONDS,
  } as const
}

export type Config = ReturnType<typeof loadConfig>

/** A setting that is wrong; its message is for the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
