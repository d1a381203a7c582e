import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from './errors.ts'

const address = /^[^<>\s@+]+@[^<>\s@]+$/

/** The settings of mail, as the environment has them. */
export const mailSettings = {
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+(?:\s+smtps?:\/\/\S+)*$/)
    .default('smtp://127.0.0.1:1025')
    .describe(
      'the mail server, smtp:// or smtps://, with user and password if it wants them; or several with blanks between, ?weight=3 for a share',
    ),
  SEND_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('messages of dispatches a second at most, by all processes together'),
  SEND_PER_HOUR: z.coerce.number().int().min(1).optional().describe('messages of dispatches an hour at most'),
  SEND_PER_DOMAIN: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('messages of dispatches a minute at most to one domain, such as gmail.com'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<[^<>\s@]+@[^<>\s@]+>$/, 'write it as Press Office <press@example.org>')
    .default('Press Office <press@bayon.invalid>')
    .transform((text) => {
      const [name = '', address = ''] = text.split('<')
      return { name: name.trim(), address: address.slice(0, -1) }
    })
    .describe('the sender: Press Office <press@example.org>'),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .describe("signs mail by DKIM: the key's name, <selector>._domainkey.<domain of MAIL_FROM>"),
  DKIM_KEY: z.string().min(1).optional().describe('signs mail by DKIM: the private RSA key, in PEM'),
  DKIM_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('signs mail by DKIM: a file with the key, in its place'),
  BOUNCE_ADDRESS: z
    .string()
    .regex(address, 'write it as bounces@example.org')
    .optional()
    .describe('where mail comes back to: each message gets an address of its own, bounces+…@example.org'),
  BOUNCE_LISTEN: z
    .url({ protocol: /^(?:smtp|lmtp)$/ })
    .optional()
    .describe(
      'where the mail worker listens for what comes back: smtp://0.0.0.0:2525 or lmtp://127.0.0.1:2424',
    ),
  BOUNCE_MAILBOX: z
    .url({ protocol: /^imaps?$/ })
    .optional()
    .describe('a mailbox to read it from instead: imaps://user:password@mail.example/INBOX'),
  BOUNCE_HARD: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe('messages to an address that does not exist, in 30 days, before nothing is sent to it'),
  BOUNCE_SOFT: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('messages that come back for a passing reason, in 30 days, before nothing is sent'),
  BOUNCE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(180)
    .describe('for how many days nothing is sent then'),
}

type Read = z.output<z.ZodObject<typeof mailSettings>>

/** @throws ConfigError naming the setting that is wrong, and never with a part of the key */
const dkimOf = ({ DKIM_SELECTOR: selector, DKIM_KEY, DKIM_KEY_FILE, MAIL_FROM }: Read) => {
  const given = DKIM_KEY ? 'DKIM_KEY' : 'DKIM_KEY_FILE'
  if (!selector && !DKIM_KEY && !DKIM_KEY_FILE) return null
  if (!selector) throw new ConfigError(`DKIM_SELECTOR: set it, ${given} needs it`)
  if (!DKIM_KEY && !DKIM_KEY_FILE)
    throw new ConfigError('DKIM_KEY: set it or DKIM_KEY_FILE, DKIM_SELECTOR needs it')
  let privateKey: string
  try {
    // In an environment file, line ends are often written out.
    privateKey = DKIM_KEY?.replaceAll('\\n', '\n') ?? readFileSync(DKIM_KEY_FILE!, 'utf8')
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(privateKey)
    if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 1024) throw new Error()
  } catch {
    throw new ConfigError(`${given}: not a private RSA key in PEM of 1024 bits or more that can be read`)
  }
  return { domain: MAIL_FROM.address.split('@')[1]!, selector, privateKey }
}

/** @throws ConfigError naming the setting that is missing */
const bouncesOf = (e: Read) => {
  const reads = e.BOUNCE_LISTEN ? 'BOUNCE_LISTEN' : e.BOUNCE_MAILBOX ? 'BOUNCE_MAILBOX' : null
  if (reads && !e.BOUNCE_ADDRESS) throw new ConfigError(`BOUNCE_ADDRESS: set it, ${reads} needs it`)
  return {
    /** Absent: mail comes back to the sender, and nobody reads it. */
    address: e.BOUNCE_ADDRESS,
    listen: e.BOUNCE_LISTEN,
    mailbox: e.BOUNCE_MAILBOX,
    /** How many it takes in 30 days until an address is suppressed, and for how many days. */
    hard: e.BOUNCE_HARD,
    soft: e.BOUNCE_SOFT,
    days: e.BOUNCE_DAYS,
  }
}

/** What mail is sent by, signed with, and comes back to. @throws ConfigError naming the setting that is wrong */
export const mailOf = (e: Read) => ({
  smtpUrl: e.SMTP_URL,
  mailFrom: e.MAIL_FROM,
  /** Null: mail is not signed here. */
  dkim: dkimOf(e),
  bounces: bouncesOf(e),
  /** How many messages of dispatches may leave; null for no limit. */
  limits: {
    perSecond: e.SEND_PER_SECOND ?? null,
    perHour: e.SEND_PER_HOUR ?? null,
    perDomain: e.SEND_PER_DOMAIN ?? null,
  },
})
