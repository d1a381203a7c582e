import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/mailing/returns/report.ts'
import { judgeRefusal } from '../../src/mailing/returns/verdict.ts'

const shape = async (name: string) =>
  readReport(await readFile(new URL(`fixtures/returns/${name}.eml`, import.meta.url)))

describe('what servers send back when a message did not arrive', () => {
  it.each([
    ['postfix-user-unknown', 'hard', '5.1.1'],
    ['postfix-host-not-found', 'hard', '5.4.4'],
    ['postfix-mailbox-full', 'soft', '5.2.2'],
    ['postfix-expired', 'soft', '4.4.1'],
    ['postfix-spam', 'refused', '5.7.1'],
    ['exim-user-unknown', 'hard', '5.0.0'],
    ['exim-old-prose', 'hard', '5.1.1'],
    ['exchange-online-not-found', 'hard', '5.1.10'],
    ['exchange-online-edge-block', 'hard', '5.4.1'],
    ['exchange-restricted', 'refused', '5.7.133'],
    ['exchange-over-quota', 'soft', '5.2.2'],
    ['gmail-not-found', 'hard', '5.1.1'],
    ['gmail-over-quota', 'soft', '5.2.2'],
    ['gmail-unauthenticated', 'refused', '5.7.26'],
    ['qmail', 'hard', '5.1.1'],
    ['qmail-remote', 'hard', null],
    ['sendmail-user-unknown', 'hard', '5.1.1'],
    ['yahoo-no-account', 'hard', '5.0.0'],
    ['yahoo-prose', 'hard', null],
    ['yahoo-japan', 'hard', '5.1.1'],
    ['docomo', 'hard', null],
    ['kddi-mailbox-full', 'soft', null],
    ['softbank-refused', 'refused', null],
    ['nonascii-address', 'hard', '5.1.1'],
    ['no-verp-message-id-alone', 'hard', '5.1.1'],
    ['forwarded-mailbox-disabled', 'hard', '5.2.1'],
    ['lotus-no-action', 'hard', '5.1.1'],
  ])('%s: %s %s', async (name, verdict, status) => {
    const report = await shape(name)
    expect(report).toMatchObject({ kind: 'failure', verdict: { class: verdict, status } })
    expect(report.kind === 'failure' && report.said.length).toBeGreaterThan(10)
  })
})

describe('what comes back and is no failure', () => {
  it.each([
    ['postfix-delayed', 'delay'],
    ['exim-old-delayed', 'delay'],
    ['gmail-delay', 'delay'],
    ['sendmail-warning', 'delay'],
    ['postfix-delivered', 'delivered'],
    ['arf-abuse', 'complaint'],
    ['arf-not-spam', 'delivered'],
    ['arf-auth-failure', 'unrecognised'],
    ['out-of-office-exchange', 'auto-reply'],
    ['out-of-office-japanese', 'auto-reply'],
    ['vacation', 'auto-reply'],
    ['read-receipt', 'auto-reply'],
    ['a-person', 'unrecognised'],
    ['challenge', 'unrecognised'],
    ['broken', 'unrecognised'],
  ])('%s: %s', async (name, kind) => {
    expect((await shape(name)).kind).toBe(kind)
  })
})

describe('what a refusal says of the address', () => {
  it.each([
    ['550 5.1.1 no such user', 'hard'],
    ['550 5.7.1 blocked for spam', 'refused'],
    ['554 5.7.1 Message rejected', 'refused'],
    ['552 5.2.2 over quota', 'soft'],
    ['552 5.3.4 message too big', 'refused'],
    ['550 no such mailbox here', 'hard'],
    ['550 rejected because of our policy', 'refused'],
    ['554 no', 'refused'],
    ['451 4.7.1 greylisted', 'soft'],
    ['no words that anybody knows', 'refused'],
    ['', 'refused'],
  ])('%j: %s', (said, verdict) => {
    expect(judgeRefusal(said).class).toBe(verdict)
  })
})

it('whatever comes, nothing is thrown and it takes no long', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary' }),
      async (bytes, text) => {
        await readReport(bytes)
        await readReport(Buffer.from(`From: mailer-daemon@x.example\nSubject: ${text}\n\n${text}`))
        judgeRefusal(text)
      },
    ),
  )
})

it.each(['mailbox ', '容量', '<', '5.', 'delivery ', ' \n', 'user ', '- ', 'mail did not reach '])(
  '%j again and again takes no long',
  async (piece) => {
    const started = performance.now()
    await readReport(Buffer.from(`From: mailer-daemon@x.example\n\n${piece.repeat(100_000)}`))
    expect(performance.now() - started).toBeLessThan(3000)
  },
)
