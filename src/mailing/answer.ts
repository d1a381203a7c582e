import { setTimeout as sleep } from 'node:timers/promises'

/** In ms, between attempts to write an answer down; together longer than a database takes to restart. */
const waits = [100, 300, 1000, 3000, 10_000, 30_000]

/**
 * Writes down what became of a message. Where the database does not take it, it is tried again: an answer that is
 * lost makes doubt of what is known.
 */
export const keepAnswer = async (write: () => Promise<unknown>): Promise<void> => {
  for (const wait of waits) {
    try {
      await write()
      return
    } catch {
      await sleep(wait)
    }
  }
  await write()
}
