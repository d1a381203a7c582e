import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { composeMessage, type MessageInput } from '../../src/mailing/compose.ts'

const subject = {
  km: 'សេចក្តីប្រកាសព័ត៌មានស្តីពីលទ្ធផលនៃកិច្ចប្រជុំកំពូលរំលឹកខួបអនុស្សាវរីយ៍លើកទី៥០ នៃមិត្តភាព និងកិច្ចសហប្រតិបត្តិការអាស៊ាន-ជប៉ុន',
  ja: '日・ASEAN友好協力50周年特別首脳会議の成果に関する報道発表：上川陽子外務大臣とソック・チェンダ・ソフィア副首相',
}

const input: MessageInput = {
  from: { address: 'press@mfaic.example', name: 'ក្រសួងការបរទេស និងសហប្រតិបត្តិការអន្តរជាតិ' },
  to: [{ address: 'reader@example.jp', name: '報道担当 御中' }],
  subject: subject.km,
  html: `<p lang="km">${subject.km}</p>\n<p lang="ja">${subject.ja}</p>\n`,
  text: `${subject.km}\n${subject.ja}\n.\nFrom here on\n`,
  messageId: 'dispatch-1.delivery-2@bayon.example',
  date: new Date('2023-12-18T03:04:05Z'),
}

const compose = async (changes: Partial<MessageInput> = {}) => {
  const raw = await composeMessage({ ...input, ...changes })
  return { raw, text: raw.toString('latin1'), mail: await PostalMime.parse(raw) }
}

const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'))

/** The values of a header, unfolded. */
const values = (raw: string, name: string) =>
  headersOf(raw)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((line) => line.slice(name.length + 1).trim())

describe('a message', () => {
  test.each(Object.entries(subject))(
    'reads right in %s: subject, names and both bodies',
    async (_, words) => {
      const { mail } = await compose({ subject: words })
      expect(mail.subject).toBe(words)
      expect(mail.from).toEqual({ address: 'press@mfaic.example', name: 'ក្រសួងការបរទេស និងសហប្រតិបត្តិការអន្តរជាតិ' })
      expect(mail.to).toEqual([{ address: 'reader@example.jp', name: '報道担当 御中' }])
      expect(mail.text?.replaceAll('\r\n', '\n')).toBe(input.text)
      expect(mail.html?.replaceAll('\r\n', '\n')).toBe(input.html)
      expect(mail.messageId).toBe('<dispatch-1.delivery-2@bayon.example>')
      expect(mail.date).toBe('2023-12-18T03:04:05.000Z')
    },
  )

  test('carries attachments under their Khmer and Japanese names, byte for byte', async () => {
    const content = Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 256))
    const names = [
      'សេចក្តីប្រកាសព័ត៌មាន ២០២៣.pdf',
      '報道発表「50周年」.pdf',
      `${'名'.repeat(80)}.pdf`,
      'plain.pdf',
    ]
    const attachments = names.map((filename) => ({ filename, content, contentType: 'application/pdf' }))
    const { mail } = await compose({ attachments })
    expect(mail.attachments.map((one) => one.filename)).toEqual(names)
    for (const one of mail.attachments) {
      expect(one.mimeType).toBe('application/pdf')
      expect(Buffer.from(one.content as ArrayBuffer).equals(content)).toBe(true)
    }
  })

  test('is CRLF throughout, ASCII on the wire and in lines of bearable length', async () => {
    const { text } = await compose({ text: 'a\rb\nc\r\nd', html: `<p>${'x'.repeat(3000)}</p>\n<p>é</p>` })
    expect(text).not.toMatch(/[^\r]\n|\r[^\n]/)
    expect(text).not.toMatch(/[\x80-\xff]/)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  test('is the same, byte for byte, when composed again', async () => {
    expect((await compose()).raw.equals((await compose()).raw)).toBe(true)
  })

  test('reads no file and no address of the web that its text names', async () => {
    const { mail } = await compose({
      html: '<img src="file:///etc/hostname"><img src="http://example.invalid/x.png">',
    })
    expect(mail.html).toContain('file:///etc/hostname')
    expect(mail.attachments).toEqual([])
  })
})

describe('no header can be smuggled in', () => {
  const attack = 'x\r\nBcc: victim@example.org\r\n\r\n<script>'
  const safe = async (changes: Partial<MessageInput>) => {
    const { text, mail } = await compose(changes)
    expect(values(text, 'Bcc')).toEqual([])
    expect(mail.headers.filter(({ key }) => key === 'bcc')).toEqual([])
    expect(mail.html?.replaceAll('\r\n', '\n')).toBe(input.html)
    return mail
  }

  test('by the subject', async () => {
    expect((await safe({ subject: attack })).subject).toBe('x Bcc: victim@example.org <script>')
  })

  test('by a name', async () => {
    await safe({ from: { address: 'a@example.org', name: attack } })
    const mail = await safe({ to: [{ address: 'b@example.org', name: `"${attack}" <c@example.org>, ` }] })
    expect(mail.to?.map((one) => one.address)).toEqual(['b@example.org'])
  })

  test('by the name or type of an attachment', async () => {
    const attachment = {
      filename: `../${attack}.pdf`,
      content: Buffer.from('x'),
      contentType: `text/plain${attack}`,
    }
    const mail = await safe({ attachments: [attachment] })
    expect(mail.attachments[0]?.filename).toBe('.._x Bcc: victim@example.org <script>.pdf')
  })

  test('by the message id or a further header', async () => {
    await safe({ messageId: attack })
    const { text } = await compose({ headers: { 'List-Id': `Press ${attack}` } })
    expect(values(text, 'Bcc')).toEqual([])
    await expect(compose({ headers: { 'X\r\nBcc': 'victim@example.org' } })).rejects.toThrow(TypeError)
    await expect(compose({ headers: { Bcc: 'victim@example.org' } })).rejects.toThrow(TypeError)
  })

  test.each([
    attack,
    'a@example.org\r\nBcc: victim@example.org',
    'a@example.org, victim@example.org',
    'a@example.org>, <victim@example.org',
    'a b@example.org',
    'a@@example.org',
    'a@',
    'example.org',
    '',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(254)}`,
  ])('by the address %j, which is refused', async (address) => {
    const refused = { code: 'address-invalid', status: 422 }
    await expect(compose({ to: [{ address }] })).rejects.toMatchObject(refused)
    await expect(compose({ from: { address } })).rejects.toMatchObject(refused)
    const listUnsubscribe = { url: 'https://bayon.example/u', mailto: address || ' ' }
    await expect(compose({ listUnsubscribe })).rejects.toMatchObject(refused)
  })

  test('by any text at all', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, async (words, name, filename) => {
        const { text, mail } = await compose({
          subject: words,
          from: { address: 'a@example.org', name },
          attachments: [
            { filename: `${filename}.pdf`, content: Buffer.from('x'), contentType: 'application/pdf' },
          ],
        })
        const names = headersOf(text)
          .replace(/\r\n[ \t]+/g, ' ')
          .split('\r\n')
          .map((line) => line.slice(0, line.indexOf(':')))
        expect(new Set(names).size).toBe(names.length)
        for (const one of names)
          expect(['From', 'To', 'Subject', 'Message-ID', 'Date', 'MIME-Version', 'Content-Type']).toContain(
            one,
          )
        expect(mail.from?.address).toBe('a@example.org')
        expect(mail.attachments).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('unsubscribing', () => {
  test('takes one click (RFC 8058)', async () => {
    const url = `https://bayon.example/unsubscribe/${'a1'.repeat(60)}?list=អង់គ្លេស,ខ្មែរ`
    const { text } = await compose({ listUnsubscribe: { url, mailto: 'leave+press@例え.jp' } })
    const [value] = values(text, 'List-Unsubscribe')
    expect(value).toBe(`<${new URL(url).href}>, <mailto:leave%2Bpress@xn--r8jz45g.jp?subject=unsubscribe>`)
    expect(values(text, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click'])
  })

  test('is offered by addresses of the web alone', async () => {
    await expect(compose({ listUnsubscribe: { url: 'javascript:alert(1)' } })).rejects.toThrow(TypeError)
  })
})

describe('DKIM', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const dkim = { domain: 'mfaic.example', selector: 'bayon', privateKey }
  const listUnsubscribe = { url: 'https://bayon.example/unsubscribe/1' }

  /** RFC 6376, 3.4.2 and 3.4.4, and nothing else: relaxed, every header once. */
  function verify(raw: string) {
    const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
    const fields = headersOf(raw)
      .split(/\r\n(?![ \t])/)
      .map(
        (line) =>
          [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1)] as const,
      )
    const relaxed = (name: string, value: string) =>
      `${name}:${value
        .replace(/\r\n/g, '')
        .replace(/[ \t]+/g, ' ')
        .trim()}`
    const signature = fields[0]![1]
    const tags = new Map(
      signature
        .split(';')
        .map((tag) => [tag.split('=')[0]!.trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]),
    )
    const canonical = body
      .replace(/[ \t]+/g, ' ')
      .replace(/ \r\n/g, '\r\n')
      .replace(/(\r\n)*$/, '\r\n')
    const signed = tags.get('h')!.toLowerCase().split(':')
    const lines = signed.flatMap((name) =>
      fields.filter((field) => field[0] === name).map((field) => relaxed(...field)),
    )
    lines.push(relaxed('dkim-signature', signature.replace(/(;\s*b=)[^;]*/, '$1')))
    return {
      tags,
      signed,
      body: createHash('sha256').update(canonical, 'latin1').digest('base64') === tags.get('bh'),
      header: createVerify('RSA-SHA256')
        .update(lines.join('\r\n'), 'latin1')
        .verify(publicKey, tags.get('b')!, 'base64'),
    }
  }

  test('signs the message, both List-Unsubscribe headers included', async () => {
    const { text } = await compose({ dkim, listUnsubscribe })
    const result = verify(text)
    expect(result).toMatchObject({ body: true, header: true })
    expect(Object.fromEntries(result.tags)).toMatchObject({ d: 'mfaic.example', s: 'bayon', a: 'rsa-sha256' })
    expect(result.signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id']))
    expect(result.signed).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']))
    expect(verify(text.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click')).header).toBe(
      false,
    )
  })

  test('is refused with a key that cannot sign, rather than left out', async () => {
    await expect(compose({ dkim: { ...dkim, privateKey: 'no key' } })).rejects.toThrow(
      'bayon._domainkey.mfaic.example',
    )
  })
})
