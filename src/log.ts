import pino from 'pino'

// What a database or a mail server says may repeat an address; none is needed to find out what went wrong.
const address = /[^\s"'<>@:\\(]+@[^\s"'<>@:\\),;]+/gu

/**
 * Structured lines on standard error. Ids go in, texts, addresses and secrets stay out: whatever looks like an address is
 * taken out of every line, and of a database's error what it says of rows.
 */
export const createLog = (
  level: string,
  stream: pino.DestinationStream = pino.destination({ fd: 2, sync: true }),
) =>
  pino(
    {
      level,
      base: undefined,
      redact: [
        'req.headers.authorization',
        'req.headers.cookie',
        '*.password',
        '*.token',
        'err.detail',
        'err.where',
      ],
      hooks: { streamWrite: (line) => line.replace(address, '…') },
    },
    stream,
  )

export type Log = ReturnType<typeof createLog>
