import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listSettings, loadConfig } from '../../src/config.ts'
import { freshFolder } from '../support/cli.ts'
import { openMailRoom } from '../support/mail-room.ts'

/** Debian's python3-dkim: .ci/run installs it. */
const python = '/usr/bin/python3'
const tool = spawnSync(python, ['-c', 'import dkim']).status === 0

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

// Reads a message from its input; the key stands in the place of the name server's answer.
const verifier = `
import dkim, sys
record = sys.argv[1].encode()
message = sys.stdin.buffer.read()
asked = []
def dns(name, timeout=5):
    asked.append(name)
    return record
print(dkim.verify(message, dnsfunc=dns), asked[0].decode())
`

it.skipIf(!tool)(
  'a message of a dispatch is signed so that another program finds it whole, and anything changed is found out',
  async () => {
    const folder = await freshFolder()
    const file = join(folder, 'key.pem')
    await writeFile(file, privateKey)
    const { dkim } = loadConfig({
      DKIM_SELECTOR: 'bayon',
      DKIM_KEY_FILE: file,
      MAIL_FROM: 'Press <press@office.example>',
    })
    const room = await openMailRoom(undefined, {
      settings: { dkim, mailFrom: { name: 'ក្រសួង', address: 'press@office.example' } },
    })
    await room.render('en+km')
    await room.list(['en', 'km'], 'a', 'b')
    await room.deliver(await room.order())
    expect(room.server.taken).toHaveLength(2)
    const record = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
    const verify = (message: string) =>
      execFileSync(python, ['-c', verifier, record], { input: Buffer.from(message) })
        .toString()
        .trim()
    for (const message of room.server.taken) {
      expect(verify(message)).toBe('True bayon._domainkey.office.example.')
      const signed = /\bh=([^;]+);/.exec(message)![1]!.replace(/\s/g, '').toLowerCase().split(':')
      expect(signed).toEqual(
        expect.arrayContaining([
          'from',
          'to',
          'subject',
          'date',
          'list-unsubscribe',
          'list-unsubscribe-post',
        ]),
      )
      expect(verify(message.replace('One-Click', 'Two-Click'))).toMatch(/^False/)
      expect(verify(message.replace(/^Subject: /m, 'Subject: Re: '))).toMatch(/^False/)
      expect(verify(message.replace('/unsubscribe/', '/unsubscribe/x'))).toMatch(/^False/)
    }
  },
)

it('a key that cannot sign is refused when Bayon starts, and no key is ever shown', () => {
  const set = { DKIM_SELECTOR: 'bayon', DKIM_KEY: privateKey.replaceAll('\n', '\\n') }
  expect(loadConfig(set).dkim).toMatchObject({ domain: 'bayon.invalid', selector: 'bayon' })
  expect(JSON.stringify(listSettings(set))).not.toContain(privateKey.slice(40, 60))
  const { privateKey: elliptic } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  for (const [wrong, named] of [
    [{ ...set, DKIM_KEY: 'secret nonsense' }, 'DKIM_KEY'],
    [{ ...set, DKIM_KEY: elliptic }, 'DKIM_KEY'],
    [{ DKIM_SELECTOR: 'bayon', DKIM_KEY_FILE: '/nowhere/key.pem' }, 'DKIM_KEY_FILE'],
    [{ DKIM_KEY: set.DKIM_KEY }, 'DKIM_SELECTOR'],
    [{ DKIM_SELECTOR: 'bayon' }, 'DKIM_KEY'],
    [{ BOUNCE_LISTEN: 'smtp://127.0.0.1:2525' }, 'BOUNCE_ADDRESS'],
  ] as const) {
    expect(() => loadConfig(wrong)).toThrow(new RegExp(`^${named}: (?!.*nonsense)`))
  }
})
