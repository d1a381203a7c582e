import { ImapFlow } from 'imapflow'
import type { Deps } from '../../deps.ts'
import { takeReturn } from './take.ts'

/** In bytes; of a longer message the beginning is read, where the report stands. */
const LARGEST = 25_000_000

const mailboxOf = (address: string) => {
  const { protocol, hostname, port, username, password, pathname } = new URL(address)
  const secure = protocol === 'imaps:'
  return {
    /** Without the password: how it is remembered. */
    name: `${hostname}${port && `:${port}`}/${username}${pathname}`,
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
    server: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 993 : 143),
      secure,
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    },
  }
}

/**
 * Reads what is new in a mailbox, once. The mailbox stays as it is: nothing in it is moved, marked or deleted; how far it
 * was read is kept in the database.
 * @param address imaps://user:password@host/INBOX
 * @returns how many messages were new
 * @throws where the server cannot be reached or does not let us in
 */
export const readMailbox = async (deps: Deps, address: string): Promise<number> => {
  const { name, folder, server } = mailboxOf(address)
  const client = new ImapFlow({ ...server, logger: false, disableAutoIdle: true, socketTimeout: 60_000 })
  // Without a listener, a connection that breaks would end the process; the call that was under way throws.
  client.on('error', () => {})
  await client.connect()
  try {
    const { uidValidity } = await client.mailboxOpen(folder, { readOnly: true })
    const validity = String(uidValidity)
    const position = await deps.db
      .selectFrom('return_mailbox')
      .select(['validity', 'last_uid'])
      .where('name', '=', name)
      .executeTakeFirst()
    const last = position?.validity === validity ? position.last_uid : 0
    const found = await client.search({ uid: `${last + 1}:*` }, { uid: true })
    // "9:*" has the last message in it, however small its number.
    const fresh = (found || []).filter((uid) => uid > last).sort((one, other) => one - other)
    for (const uid of fresh) {
      if (deps.stopping.aborted) break
      const message = await client.fetchOne(String(uid), { source: { maxLength: LARGEST } }, { uid: true })
      // Null: somebody has deleted it meanwhile.
      const raw = message ? message.source : undefined
      if (raw) await takeReturn(deps, 'mailbox', raw)
      await deps.db
        .insertInto('return_mailbox')
        .values({ name, validity, last_uid: uid })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ validity, last_uid: uid }))
        .execute()
    }
    return fresh.length
  } finally {
    await client.logout().catch(() => client.close())
  }
}
