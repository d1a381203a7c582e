import pino from 'pino'

/** Structured lines on standard error. Ids go in, texts, addresses and secrets stay out. */
export const createLog = (level: string) =>
  pino(
    {
      level,
      base: undefined,
      redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'],
    },
    pino.destination({ fd: 2, sync: true }),
  )

export type Log = ReturnType<typeof createLog>
