import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import DKIM from 'nodemailer/lib/dkim'
import MailComposer from 'nodemailer/lib/mail-composer'
import { Refusal } from '../errors.ts'
import { bytesOf } from './mime.ts'

export interface Mailbox {
  address: string
  name?: string
}

export interface Attachment {
  filename: string
  content: Uint8Array
  contentType: string
}

/** The key that a domain publishes at <selector>._domainkey.<domain>, and its private half in PEM. */
export interface DkimKey {
  domain: string
  selector: string
  privateKey: string
}

export interface MessageInput {
  from: Mailbox
  to: Mailbox[]
  subject: string
  /** Absent in a notice, which is text alone. */
  html?: string
  text: string
  attachments?: Attachment[]
  /** With or without its angle brackets. */
  messageId: string
  date: Date
  /** Further headers. Those that the other fields make cannot be given here. */
  headers?: Record<string, string>
  /** Where a POST unsubscribes at once (RFC 8058), and an address for programs that can only write. */
  listUnsubscribe?: { url: string; mailto?: string }
  dkim?: DkimKey
}

/**
 * What DKIM signs: RFC 6376, 5.4.1, and both List-Unsubscribe headers, as RFC 8058, 4 demands. nodemailer's own list lacks the second,
 * and mail programs then show no button.
 */
const signedHeaders = [
  ...[
    'From',
    'Sender',
    'Reply-To',
    'Subject',
    'Date',
    'Message-ID',
    'To',
    'Cc',
    'MIME-Version',
    'Content-Type',
  ],
  ...['Content-Transfer-Encoding', 'Content-Language', 'In-Reply-To', 'References', 'List-Id'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')

/** Headers that other fields of the input make. */
const ownHeaders =
  /^(from|to|cc|bcc|subject|message-id|date|mime-version|content-(type|transfer-encoding|disposition)|list-unsubscribe(-post)?|dkim-signature)$/i

/** RFC 5322's field names, at a length that fits a line with its value. */
const headerName = /^[!-9;-~]{1,60}$/

/** An address as people have them: no quoted local part, no domain literal, nothing that ends or splits a header. */
const plainAddress = /^[^\s\p{C}<>()[\],;:\\"@]{1,64}@[^\s\p{C}<>()[\],;:\\"@]{1,253}$/u

/** In characters, RFC 5321, 4.5.3.1.3 less its brackets. */
const longestAddress = 254

/**
 * A whole message as it goes over the wire, in CRLF lines: a text and an HTML part, attachments, and a DKIM signature if there is a key. The
 * same input makes the same bytes.
 * @throws Refusal `address-invalid`.
 */
export async function composeMessage(input: MessageInput): Promise<Buffer> {
  const raw = bytesOf(composerOf(input).compile())
  return input.dkim ? sign(raw, input.dkim) : raw
}

/** A message, of which the tree can be made. @throws Refusal `address-invalid` */
export const composerOf = (input: MessageInput): MailComposer =>
  new MailComposer({
    from: mailbox(input.from),
    to: input.to.map(mailbox),
    subject: oneLine(input.subject),
    text: inCrlf(input.text),
    ...(input.html && { html: inCrlf(input.html) }),
    attachments: (input.attachments ?? []).map(({ filename, content, contentType }) => ({
      filename: oneLine(filename).replace(/[/\\]/g, '_'),
      content: Buffer.isBuffer(content) ? content : Buffer.from(content),
      contentType: oneLine(contentType),
    })),
    messageId: oneLine(input.messageId),
    date: input.date,
    headers: { ...furtherHeaders(input.headers), ...unsubscribeHeaders(input.listUnsubscribe) },
    baseBoundary: createHash('sha256').update(input.messageId).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  })

/** Whatever would end a header, or hide in it, becomes a blank. */
export const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

const inCrlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n')

export function mailbox({ address, name }: Mailbox): { address: string; name: string } {
  return { address: checkAddress(address), name: oneLine(name ?? '') }
}

function checkAddress(address: string): string {
  if (address.length > longestAddress || !plainAddress.test(address)) {
    throw new Refusal('address-invalid', { address: oneLine(address.slice(0, longestAddress)) })
  }
  return address
}

function furtherHeaders(headers: Record<string, string> = {}): Record<string, string> {
  for (const name of Object.keys(headers)) {
    if (!headerName.test(name) || ownHeaders.test(name)) throw new TypeError(`Not a further header: ${name}`)
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]))
}

export function unsubscribeHeaders(unsubscribe: MessageInput['listUnsubscribe']) {
  if (!unsubscribe) return {}
  const { href, protocol } = new URL(unsubscribe.url)
  if (!/^https?:$/.test(protocol)) throw new TypeError(`Not a web address: ${href}`)
  const places = [`<${href}>`]
  if (unsubscribe.mailto) {
    const [local, domain] = checkAddress(unsubscribe.mailto).split('@')
    places.push(
      `<mailto:${encodeURIComponent(local!)}@${new URL(`http://${domain}`).host}?subject=unsubscribe>`,
    )
  }
  return {
    'List-Unsubscribe': { prepared: true, foldLines: true, value: places.join(', ') },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

export async function sign(raw: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({
    keys: [{ domainName: domain, keySelector: selector, privateKey }],
    headerFieldNames: signedHeaders,
  })
  const signed = await buffer(signer.sign(raw))
  // nodemailer passes a message on unsigned where it cannot use the key.
  if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) {
    throw new Error(`The DKIM key of ${selector}._domainkey.${domain} cannot sign`)
  }
  return signed
}
