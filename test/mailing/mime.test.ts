import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { bytesOf } from '../../src/mailing/mime.ts'

const lines = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constant('ថ្ងៃទី៣ ខែមីនា'),
      fc.constant('報道発表。'),
      fc.constant('=\t. '),
      fc.constant('a'.repeat(1200)),
    ),
  )
  .map((parts) => parts.join('\r\n').replace(/\r(?!\n)|(?<!\r)\n/g, ''))

const mails = fc.record({
  subject: fc.string(),
  text: lines,
  html: fc.option(lines, { nil: undefined }),
  attachments: fc.array(
    fc.record({
      filename: fc.constantFrom('a.pdf', '報道.pdf'),
      content: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      contentType: fc.constant('application/pdf'),
    }),
    { maxLength: 2 },
  ),
})

test("the bytes are those of nodemailer's own stream, also the second time", async () => {
  const fixed = { from: 'a@press.example', to: 'b@reader.example', messageId: '<1@press.example>' }
  await fc.assert(
    fc.asyncProperty(mails, async (mail) => {
      const compile = () =>
        new MailComposer({
          ...fixed,
          ...mail,
          date: new Date(0),
          baseBoundary: 'x',
          newline: '\r\n',
        }).compile()
      const expected = (await buffer(compile().createReadStream())).toString('latin1')
      expect(bytesOf(compile()).toString('latin1')).toBe(expected)
      expect(bytesOf(compile()).toString('latin1')).toBe(expected)
    }),
  )
})
