import { z } from 'zod'
import { ConfigError } from './errors.ts'
import { mailOf, mailSettings } from './mail-settings.ts'
import { readRedisUrl, redisForms } from './redis-settings.ts'

const name = z.string().regex(/^[\w.-]{1,100}$/)

const price = z.coerce.number().min(0).max(1_000_000).optional()

/** An address, a range such as 10.0.0.0/8, or a name that stands for some (loopback, linklocal, uniquelocal). */
const ProxyName = z.union([
  z.ipv4(),
  z.ipv6(),
  z.cidrv4(),
  z.cidrv6(),
  z.enum(['loopback', 'linklocal', 'uniquelocal']),
])

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .min(1)
    .optional()
    .describe('a Postgres 18 of your own; without it the embedded one in DATA_DIR'),
  REDIS_URL: z
    .string()
    .refine((url) => readRedisUrl(url) !== null, redisForms)
    .optional()
    .describe('the queue on Redis: a server, Sentinels or a cluster; without it in Postgres'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .default('bayon')
    .describe('keeps installations apart that share a Redis'),
  DATA_DIR: z.string().min(1).default('.bayon').describe('where the embedded parts keep their data'),
  HOST: z.string().min(1).default('127.0.0.1').describe('the address that HTTP listens on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('the port that HTTP listens on; 0 takes any free one'),
  BASE_URL: z
    .url()
    .optional()
    .describe('what links in mails begin with; without it built from HOST and PORT'),
  API_KEY: z
    .string()
    .regex(/^bayon_/, 'a key begins with bayon_')
    .optional()
    .describe('what the command line speaks to a running Bayon by, at BASE_URL; made under “Account”'),
  TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(ProxyName))
    .optional()
    .describe(
      'proxies whose word on where a request comes from is taken: addresses, ranges or loopback, with commas',
    ),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'signs sessions and links, 32 characters or more, the same for every process; without it made once in DATA_DIR',
    ),
  ...mailSettings,
  OFFICE_TIME_ZONE: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'write it as Asia/Phnom_Penh',
    )
    .default('Asia/Phnom_Penh')
    .describe("the office's clock, in which times are told beside the reader's own"),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('an identity provider by OpenID Connect; without it people sign in by password'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('how the identity provider knows Bayon'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('what Bayon proves that by'),
  OIDC_NAME: z.string().min(1).max(100).optional().describe('what the button of the identity provider says'),
  PDF_CERTIFICATE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'the file of the certificate that PDF files are signed with (PEM), and of those that it stands on; without it none is',
    ),
  PDF_KEY: z.string().min(1).optional().describe('the file of its private key (PEM)'),
  PDF_KEY_PASSWORD: z.string().min(1).optional().describe('what that key is encrypted with, if it is'),
  METRICS_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('the address that whoever watches this process asks, away from the public'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('the port of /metrics, /health and /ready of this process; without it there is none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('a collector that takes OpenTelemetry traces over HTTP; without it none are made'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('how much is logged'),
  RECOVERY_SECONDS: z.coerce
    .number()
    .min(0.5)
    .max(3600)
    .default(30)
    .describe('after how long the work of a process that died is taken up by another'),
  DIGEST_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(23)
    .default(7)
    .describe('the hour of the day at which people are told what waits for them'),
  REMIND_SHARE: z.coerce
    .number()
    .min(0)
    .max(0.5)
    .default(0.25)
    .describe('people are reminded of a deadline when this share of the time is left'),
  REMIND_HOURS: z.coerce
    .number()
    .min(0)
    .max(1000)
    .default(2)
    .describe('but at least so many hours before it, or when half of the time is left'),
  ESCALATE_HOURS: z.coerce
    .number()
    .min(0)
    .max(1000)
    .default(4)
    .describe('so many hours after a deadline the administrators are told'),
  GATHER_MINUTES: z.coerce
    .number()
    .min(0)
    .max(1440)
    .default(30)
    .describe('so long after a mail to somebody of the office, further notices gather into one'),
  WEBHOOK_HOSTS: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^[\w.:[\]-]{1,253}$/, 'write it as cms.internal,127.0.0.1')))
    .optional()
    .describe(
      'hosts of your own network that webhooks may lead to, with commas; without it the public internet alone',
    ),
  ALERT_MINUTES: z.coerce
    .number()
    .min(1)
    .max(10_000)
    .default(15)
    .describe('work that has waited longer for its process is told to the administrators by mail'),
  ENGINE: z
    .enum(['memory', 'google', 'llm'])
    .default('memory')
    .describe('what drafts where the memory has no exact match'),
  ENGINE_DEADLINE_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3600)
    .default(180)
    .describe('how long an engine may take'),
  PRICE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'write it as USD')
    .default('USD')
    .describe('what the prices of the engine are in'),
  PRICE_CHARACTERS: price.describe('what the engine charges for a million characters sent'),
  PRICE_INPUT_TOKENS: price.describe('what the engine charges for a million tokens that it reads'),
  PRICE_OUTPUT_TOKENS: price.describe('what the engine charges for a million tokens that it writes'),
  GOOGLE_PROJECT: name.optional().describe('Cloud Translation: the project'),
  GOOGLE_LOCATION: name.default('us-central1').describe('Cloud Translation: the location'),
  GOOGLE_MODEL: z
    .string()
    .regex(/^[\w./-]{1,200}$/)
    .optional()
    .describe('Cloud Translation: the model; without it the service chooses'),
  GOOGLE_GLOSSARY: name.optional().describe("Cloud Translation: how the glossary's name begins"),
  GOOGLE_DATASET: name.optional().describe('Cloud Translation: the data set of adaptive translation'),
  GOOGLE_BUCKET: name.optional().describe("Cloud Translation: where the glossary's file is put"),
  GOOGLE_TRANSPORT: z
    .enum(['grpc', 'rest'])
    .default('grpc')
    .describe('Cloud Translation: how it is spoken to'),
  LLM_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('a language model: its OpenAI-compatible address, before /chat/completions'),
  LLM_MODEL: z.string().min(1).max(200).optional().describe('a language model: its name'),
  LLM_API_KEY: z.string().min(1).optional().describe('a language model: the key'),
  LLM_TEMPERATURE: z.coerce
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe('a language model: how freely it writes; without it, it is not told'),
  LLM_PROMPTS: z.string().min(1).optional().describe('a language model: a folder with prompts of your own'),
})

/** What the engine charges, each of a million; null where no price is set. */
const priceOf = (e: z.output<typeof Environment>) => {
  const [characters, inputTokens, outputTokens] = [
    e.PRICE_CHARACTERS,
    e.PRICE_INPUT_TOKENS,
    e.PRICE_OUTPUT_TOKENS,
  ]
  if ([characters, inputTokens, outputTokens].every((each) => each === undefined)) return null
  return {
    currency: e.PRICE_CURRENCY,
    characters: characters ?? 0,
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
  }
}

/** What each engine wants to be told, by ENGINE. */
const engineOf = (e: z.output<typeof Environment>) => {
  const wanted = <T>(variable: string, value: T | undefined): T => {
    if (value === undefined) throw new ConfigError(`${variable}: set it, ENGINE=${e.ENGINE} needs it`)
    return value
  }
  const deadlineSeconds = e.ENGINE_DEADLINE_SECONDS
  switch (e.ENGINE) {
    case 'memory':
      return { kind: 'memory' } as const
    case 'google':
      return {
        kind: 'google',
        deadlineSeconds,
        project: wanted('GOOGLE_PROJECT', e.GOOGLE_PROJECT),
        location: e.GOOGLE_LOCATION,
        /** Such as general/nmt or general/translation-llm. Absent: the service chooses. */
        model: e.GOOGLE_MODEL,
        /** Names begin so; the pair of locales follows: press-en-km. */
        glossary: e.GOOGLE_GLOSSARY,
        dataset: e.GOOGLE_DATASET,
        /** Where glossaries are put for the service to read. */
        bucket: e.GOOGLE_BUCKET,
        transport: e.GOOGLE_TRANSPORT,
      } as const
    case 'llm':
      return {
        kind: 'llm',
        deadlineSeconds,
        /** What /chat/completions follows. */
        url: wanted('LLM_URL', e.LLM_URL).replace(/\/$/, ''),
        model: wanted('LLM_MODEL', e.LLM_MODEL),
        apiKey: e.LLM_API_KEY,
        /** Absent: not sent, since some models refuse it. */
        temperature: e.LLM_TEMPERATURE,
        /** A folder of prompts of the office's own. */
        prompts: e.LLM_PROMPTS,
      } as const
  }
}

/** The office's own identity provider, where OIDC_ISSUER names one. */
const oidcOf = (e: z.output<typeof Environment>) => {
  if (!e.OIDC_ISSUER) return null
  const [clientId, clientSecret] = [e.OIDC_CLIENT_ID, e.OIDC_CLIENT_SECRET]
  if (!clientId) throw new ConfigError('OIDC_CLIENT_ID: set it, OIDC_ISSUER needs it')
  if (!clientSecret) throw new ConfigError('OIDC_CLIENT_SECRET: set it, OIDC_ISSUER needs it')
  const issuer = e.OIDC_ISSUER.replace(/\/$/, '')
  return { issuer, clientId, clientSecret, name: e.OIDC_NAME ?? new URL(issuer).host }
}

/** The certificate that PDF files are signed with, where PDF_CERTIFICATE names one. */
const pdfSigningOf = (e: z.output<typeof Environment>) => {
  if (!e.PDF_CERTIFICATE) return null
  if (!e.PDF_KEY) throw new ConfigError('PDF_KEY: set it, PDF_CERTIFICATE needs it')
  return { certificate: e.PDF_CERTIFICATE, key: e.PDF_KEY, passphrase: e.PDF_KEY_PASSWORD }
}

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
    /** Absent: the command line cannot speak to a running Bayon. */
    apiKey: e.API_KEY,
    /** The proxies whose word on where a request comes from is taken. */
    trustProxy: e.TRUST_PROXY ?? false,
    /** Null: people sign in by password alone. `name` is what its button says. */
    oidc: oidcOf(e),
    /** Signs sessions and links. Absent: made once and kept in `dataDir`. */
    secret: e.SECRET,
    ...mailOf(e),
    /** Whose clock the office goes by; times are told in it beside the reader's own. */
    timeZone: e.OFFICE_TIME_ZONE,
    /** Files, read when a PDF is signed and kept nowhere. Null: none is signed. */
    pdfSigning: pdfSigningOf(e),
    logLevel: e.LOG_LEVEL,
    /** Absent: no traces. */
    traceEndpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT,
    /** Where this process tells how it does; null: nowhere. */
    monitor: e.METRICS_PORT === undefined ? null : { host: e.METRICS_HOST, port: e.METRICS_PORT },
    /** After how long the work of a process that died is taken up by another, in seconds. */
    recoverySeconds: e.RECOVERY_SECONDS,
    /** After a mail to somebody of the office, further notices to them wait so many minutes, and leave in one mail. */
    gatherMinutes: e.GATHER_MINUTES,
    /** Names of hosts inside, which webhooks may lead to. */
    webhookHosts: e.WEBHOOK_HOSTS ?? [],
    /** After how long waiting work is told to the administrators. */
    alertMinutes: e.ALERT_MINUTES,
    reminders: {
      digestHour: e.DIGEST_HOUR,
      leadShare: e.REMIND_SHARE,
      leadHours: e.REMIND_HOURS,
      escalateHours: e.ESCALATE_HOURS,
    },
    /** What drafts the segments that the memory does not know. */
    engine: engineOf(e),
    enginePrice: priceOf(e),
  } as const
}

/** A setting as an operator sees it. */
export interface Setting {
  name: string
  means: string
  /** What holds, without what is nobody's business; null where nothing does. */
  value: string | null
  from: 'environment' | 'default'
}

const confidential = /SECRET|API_KEY|PASSWORD|DKIM_KEY$/
const password = /(?<=:\/\/[^/@\s]*:)[^/@\s]*(?=@)/g

/** Every setting, what it means, what holds and where it comes from. Passwords and keys are left out. */
export const listSettings = (env: NodeJS.ProcessEnv = process.env): Setting[] =>
  Object.entries(Environment.shape).map(([name, schema]) => {
    const given = env[name] || undefined
    const standard = schema.safeParse(undefined)
    const value = given ?? (standard.success && typeof standard.data !== 'object' ? standard.data : undefined)
    return {
      name,
      means: schema.description ?? '',
      value:
        value === undefined ? null : confidential.test(name) ? '…' : String(value).replace(password, '…'),
      from: given === undefined ? 'default' : 'environment',
    }
  })

/** What the environment sets, passwords and keys included: for a backup, and nobody to look at. */
export const givenSettings = (env: NodeJS.ProcessEnv = process.env): Record<string, string> =>
  Object.fromEntries(Object.keys(Environment.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])))

export type Config = ReturnType<typeof loadConfig>
export type EnginePrice = Config['enginePrice']
export type GoogleSettings = Extract<Config['engine'], { kind: 'google' }>
export type LlmSettings = Extract<Config['engine'], { kind: 'llm' }>
