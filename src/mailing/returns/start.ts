import type { Deps } from '../../deps.ts'

/** In ms, between looks into the mailbox. */
const EVERY = 60_000

/** Listens for what comes back, and looks into its mailbox again and again, where either is set. */
export const startReturns = async (deps: Deps) => {
  const { listen, mailbox } = deps.config.bounces
  const listener = listen ? await (await import('./listener.ts')).openListener(deps, listen) : null
  let looking = Promise.resolve()
  const look = (address: string) => {
    looking = looking
      .then(async () => {
        const { readMailbox } = await import('./mailbox.ts')
        const found = await readMailbox(deps, address)
        if (found > 0) deps.log.info({ found }, 'mails came back')
      })
      .catch((error) => deps.log.warn({ error: String(error) }, 'the bounce mailbox could not be read'))
  }
  if (mailbox) look(mailbox)
  const timer = mailbox ? setInterval(() => look(mailbox), EVERY) : undefined
  return {
    async close() {
      clearInterval(timer)
      await listener?.close()
      await looking
    },
  }
}
