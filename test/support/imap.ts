import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** A mailbox behind IMAP on the loopback, as much of it as a reader needs; it notes whatever would change it. */
export const startImapServer = async (password = 'secret') => {
  const messages: { uid: number; raw: Buffer }[] = []
  const changes: string[] = []
  const state = { validity: 7 }
  const server = createServer((socket) => {
    const say = (text: string) => socket.write(`${text}\r\n`)
    const answers: Record<string, (rest: string) => void> = {
      capability: () => say('* CAPABILITY IMAP4rev1'),
      list: () => say('* LIST () "/" INBOX'),
      examine: () => {
        say(`* ${messages.length} EXISTS`)
        say('* FLAGS (\\Seen)')
        say(`* OK [UIDVALIDITY ${state.validity}] valid`)
        say(`* OK [UIDNEXT ${(messages.at(-1)?.uid ?? 0) + 1}] next`)
      },
      logout: () => say('* BYE'),
      lsub: () => {},
      noop: () => {},
      uid: (rest) => {
        const [, command, given] = /^(\w+) (.*)$/i.exec(rest)!
        if (/search/i.test(command!)) {
          const from = Number(/(\d+):\*/.exec(given!)![1])
          const found = messages.filter(({ uid }) => uid >= from)
          // As RFC 3501 has it: the last message is always in such a range.
          const told = found.length > 0 ? found : messages.slice(-1)
          say(`* SEARCH ${told.map(({ uid }) => uid).join(' ')}`)
        } else if (/fetch/i.test(command!)) {
          if (!given!.includes('BODY.PEEK')) changes.push(rest)
          const wanted = Number.parseInt(given!, 10)
          const at = messages.findIndex(({ uid }) => uid === wanted)
          const found = messages[at]
          if (!found) return
          const name = /BODY\.PEEK(\[[^\]]*\](?:<\d+)?)/.exec(given!)![1]!
          socket.write(
            `* ${at + 1} FETCH (UID ${found.uid} BODY${name}${name.includes('<') ? '>' : ''} {${found.raw.length}}\r\n`,
          )
          socket.write(found.raw)
          say(')')
        } else changes.push(rest)
      },
    }
    const hear = (line: string) => {
      const [, tag = '*', verb = '', rest = ''] = /^(\S+) (\S+) ?(.*)$/.exec(line) ?? []
      const name = verb.toLowerCase()
      if (name === 'login' && !rest.includes(password)) return say(`${tag} NO wrong password`)
      if (answers[name]) answers[name](rest)
      else if (name !== 'login') changes.push(line)
      say(name === 'examine' ? `${tag} OK [READ-ONLY] done` : `${tag} OK done`)
      if (name === 'logout') socket.end()
    }
    let held = ''
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (text: string) => {
      held += text
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        hear(held.slice(0, end))
        held = held.slice(end + 2)
      }
    })
    say('* OK ready')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `imap://reader:${password}@127.0.0.1:${(server.address() as AddressInfo).port}/INBOX`,
    /** What was asked for that would change the mailbox. */
    changes,
    put: (raw: Buffer) => messages.push({ uid: (messages.at(-1)?.uid ?? 0) + 1, raw }),
    /** Numbers its messages anew, as a server does that was restored. */
    renumber: () => {
      state.validity++
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
