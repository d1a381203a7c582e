import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Deps } from '../deps.ts'

/** What the database says has changed, or who is at work where; ids and names of things, never a text. */
export interface Change {
  kind: 'release' | 'translation' | 'edition' | 'dispatch' | 'comment' | 'terms' | 'presence'
  slug?: string
  locale?: string
  id?: string
  person?: { id: string; name: string }
  segment?: string | null
}

const AGAIN_MS = 500

/**
 * Listens to the database, on one connection for the whole process, and passes on what it tells. After a loss of the
 * connection it says `missed`: nobody can know what was told meanwhile.
 */
export const listenToChanges = (deps: Deps) => {
  const heard = new EventEmitter<{ change: [Change]; missed: [] }>().setMaxListeners(0)
  let client: pg.Client | undefined

  const listen = async (): Promise<void> => {
    if (deps.stopping.aborted) return
    const mine = new pg.Client({ connectionString: deps.config.databaseUrl, keepAlive: true })
    const lost = () => {
      if (client !== mine) return
      client = undefined
      setTimeout(() => listen().then(() => heard.emit('missed')), AGAIN_MS).unref()
    }
    client = mine
    mine.on('error', lost).on('end', lost)
    mine.on('notification', ({ payload }) => heard.emit('change', JSON.parse(payload!) as Change))
    try {
      await mine.connect()
      await mine.query('listen bayon_change')
    } catch (error) {
      deps.log.warn({ error: String(error) }, 'changes cannot be heard; it tries again')
      lost()
    }
  }

  let listening: Promise<void> | undefined
  return {
    heard,
    /** Begins with the first who wants to hear. */
    start: () => {
      listening ??= listen()
      return listening
    },
    async close() {
      const last = client
      client = undefined
      await last?.end().catch(() => {})
    },
  }
}
