import { createHash } from 'node:crypto'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, it } from 'vitest'
import { composeMessage } from '../../src/mailing/compose.ts'
import { prepareMessage } from '../../src/mailing/prepare.ts'
import { piecesOf } from '../../src/mailing/wire.ts'

const urlOf = (n: number) =>
  `https://press.example/unsubscribe/${createHash('sha256').update(`${n}`).digest('hex')}`
const boundaryOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32)

const texts = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constant('{{link}}'),
      fc.constant('{{link}}'),
      fc.constant('ថ្ងៃទី៣ ខែមីនា'),
      fc.constant('報道発表。'),
      fc.constant('=\t. '),
      fc.constant('\r\n'),
      fc.constant('word '.repeat(60)),
      fc.constant('a'.repeat(1200)),
    ),
  )
  .map((parts) => parts.join('').replace(/\r(?!\n)|(?<!\r)\n/g, ''))

/** All that a reader's program makes of a message, and its longest line. */
const read = async (raw: Buffer, mark: string) => {
  const mail = await PostalMime.parse(raw)
  const lines = raw.toString().split('\r\n')
  return {
    // Of two encodings that are as good, one leaves a line end behind.
    html: mail.html?.trimEnd(),
    text: mail.text?.trimEnd(),
    headers: mail.headers.map(({ key, value }) => [key, value.replace(mark, '')]),
    attachments: mail.attachments.map(({ content, ...about }) => [
      Buffer.from(content as ArrayBuffer),
      about,
    ]),
    isFolded: lines.every((line) => line.length <= 998),
  }
}

it('the message for each recipient reads as one that was made for them alone', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, fc.string(), async (html, text, name) => {
      const inputFor = (n: number) => ({
        from: { address: 'press@office.example', name: 'ក្រសួង' },
        to: [{ address: `reader${n}@reader.example`, name: `${name}${n}` }],
        subject: 'Guests',
        html: html.replaceAll('{{link}}', urlOf(n)),
        text: text.replaceAll('{{link}}', urlOf(n)),
        attachments: [
          { filename: '報道.pdf', content: Buffer.alloc(100, 'x'), contentType: 'application/pdf' },
        ],
        messageId: `<message-${n}@office.example>`,
        date: new Date(1_709_517_600_000 + n * 1000),
        listUnsubscribe: { url: urlOf(n) },
      })
      const forEach = prepareMessage(inputFor(0))
      for (const n of [1, 2]) {
        const { to, messageId, date } = inputFor(n)
        const prepared = await forEach({ to: to[0]!, messageId, date, unsubscribeUrl: urlOf(n) })
        const alone = await composeMessage(inputFor(n))
        // What parts the parts is the same for everybody.
        expect(
          await read(Buffer.concat(piecesOf(prepared)), boundaryOf('<message-0@office.example>')),
        ).toEqual(await read(alone, boundaryOf(messageId)))
      }
    }),
    { numRuns: 300 },
  )
})

it('a reader finds their own link in both texts, in Khmer, Japanese and English', async () => {
  const body = (link: string) => `報道発表 ថ្ងៃទី៣\r\n${'ក'.repeat(500)} ${link} ${link}\r\nend ${link}`
  const input = {
    from: { address: 'press@office.example' },
    to: [{ address: 'a@reader.example' }],
    subject: 'Guests',
    html: body(urlOf(0)),
    text: body(urlOf(0)).replace(/[^\x20-\x7e\r\n]/g, 'a'),
    messageId: '<a@office.example>',
    date: new Date(0),
    listUnsubscribe: { url: urlOf(0) },
  }
  const own = { to: { address: 'b@reader.example' }, messageId: '<b@office.example>', date: new Date(0) }
  const raw = await prepareMessage(input)({ ...own, unsubscribeUrl: urlOf(7) })
  const mail = await PostalMime.parse(Buffer.concat(piecesOf(raw)))
  expect(mail.html!.match(/unsubscribe\/\w+/g)).toEqual(Array(3).fill(urlOf(7).slice(22)))
  expect(mail.text!.match(/unsubscribe\/\w+/g)).toEqual(Array(3).fill(urlOf(7).slice(22)))
  expect(mail.text).not.toContain(urlOf(0))
})
