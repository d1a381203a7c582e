import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createApiKey } from '../../src/accounts/api-keys.ts'
import { seal } from '../../src/sealed.ts'
import { signatureOf } from '../../src/webhooks/webhooks.ts'
import { freshFolder } from '../support/cli.ts'
import { openOffice } from '../support/office.ts'

const guide = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')
const examples = [...guide.matchAll(/```(sh|ts)\n([\s\S]*?)```/g)].map(([, language, code]) => ({
  language,
  code: code!,
}))

it('every example of the API guide does what it says', async () => {
  const office = await openOffice()
  await office.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = office.app.server.address() as AddressInfo
  const officer = await office.person({ role: 'press-officer', locale: null })
  const { key } = await createApiKey(office.deps, officer.id, { name: 'guide', expiresAt: null })
  const env = { PATH: process.env.PATH, BAYON_URL: `http://127.0.0.1:${port}`, BAYON_KEY: key }
  const folder = await freshFolder()
  const said: string[] = []
  for (const [at, { language, code }] of examples.entries()) {
    const file = join(folder, `example-${at}.${language}`)
    await writeFile(file, language === 'sh' ? `set -eu\n${code}` : code)
    const { stdout } = await promisify(execFile)(language === 'sh' ? 'sh' : process.execPath, [file], { env })
    said.push(stdout)
  }
  const [submitted, followed, , feed] = said
  expect(submitted).toContain('"slug":"visit"')
  expect(followed).toMatch(/^(en|km|ja) \S+$/m)
  expect(followed).toContain('0 editions are ready')
  expect(feed).toContain('jsonfeed.org')
  expect(feed).toMatch(/"kty": ?"OKP"/)

  const { isGenuine } = await import(pathToFileURL(join(folder, 'example-2.ts')).href)
  const secret = randomBytes(32)
  const webhook = { id: 'w', secret: seal(office.deps.config.secret, 'bayon webhook', 'w', secret) }
  const headers = signatureOf(office.deps, webhook, { id: 'm', body: '{}', at: new Date() })
  const written = `whsec_${secret.toString('base64')}`
  expect(isGenuine(headers, '{}', written)).toBe(true)
  expect(isGenuine(headers, '{ }', written)).toBe(false)
  const old = signatureOf(office.deps, webhook, { id: 'm', body: '{}', at: new Date(Date.now() - 600_000) })
  expect(isGenuine(old, '{}', written)).toBe(false)
})
