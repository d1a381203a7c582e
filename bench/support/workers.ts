import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Office } from './office.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const environmentOf = ({ deps: { config } }: Office) => ({
  DATABASE_URL: config.databaseUrl,
  ...(config.redisUrl && { REDIS_URL: config.redisUrl }),
  QUEUE_PREFIX: config.queuePrefix,
  SECRET: config.secret,
  SMTP_URL: config.smtpUrl,
  LOG_LEVEL: 'error',
})

const start = async (office: Office, script: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environmentOf(office) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // The first that each says is that it is at work.
  const [said] = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
  if (!Buffer.isBuffer(said)) throw new Error(`${script} ended: ${said}`)
  child.stdout!.resume()
  return child
}

/** Starts so many processes of a script, lets them work while `work` runs, and ends them in good order. */
export const withProcesses = async <T>(
  office: Office,
  script: string,
  count: number,
  work: () => Promise<T>,
): Promise<T> => {
  const children = await Promise.all(Array.from({ length: count }, () => start(office, script)))
  try {
    return await work()
  } finally {
    const ended = children.map((child) => once(child, 'exit'))
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(ended)
  }
}
