import type MimeNode from 'nodemailer/lib/mime-node'
import { composerOf, type MessageInput, mailbox, oneLine, sign, unsubscribeHeaders } from './compose.ts'
import { bodyOf, encode, partsOf, withLastNewline } from './mime.ts'
import type { RawMessage } from './wire.ts'

/** What is a recipient's own in a message that goes to many. */
export interface Own {
  to: NonNullable<MessageInput['to'][number]>
  messageId: string
  date: Date
  /** As long as the one that the message was prepared with. */
  unsubscribeUrl: string
}

/** A piece of a message: the same for everybody, or made for each. */
type Piece = Buffer | ((url: string) => Buffer)

/** In bytes, what a line of base64 holds. */
const LINE = 57

const escaped = (url: string) => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/**
 * Makes a message for many recipients: its MIME tree is made and encoded once, and for each recipient only their own
 * headers and the lines with their own link. It reads as what `composeMessage` would make; where lines are folded may differ.
 * @param input as for one recipient, with a link in its texts
 */
export const prepareMessage = (input: MessageInput & { listUnsubscribe: { url: string } }) => {
  const root = composerOf(input).compile()
  const { url: sample } = input.listUnsubscribe
  const [, ...pieces] = [...partsOf<(url: string) => Buffer>(root, (node) => bodyPieces(node, sample))]
  const shared = merged(pieces)
  return async (own: Own): Promise<RawMessage> => {
    if (own.unsubscribeUrl.length !== sample.length) throw new TypeError('Not a link as long as the others')
    root.setHeader('To', [mailbox(own.to)])
    root.setHeader('Message-ID', oneLine(own.messageId))
    root.setHeader('Date', own.date.toUTCString().replace('GMT', '+0000'))
    root.setHeader(unsubscribeHeaders({ url: own.unsubscribeUrl }))
    const raw = [
      Buffer.from(`${root.buildHeaders()}\r\n\r\n`),
      ...shared.map((piece) => (typeof piece === 'function' ? piece(own.unsubscribeUrl) : piece)),
    ]
    return input.dkim ? sign(withLastNewline(Buffer.concat(raw)), input.dkim) : raw
  }
}

/** Pieces of a message with those together that are the same for everybody. */
const merged = (pieces: Piece[]): Piece[] => {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (Buffer.isBuffer(last) && Buffer.isBuffer(piece)) all.splice(-1, 1, Buffer.concat([last, piece]))
    else all.push(piece)
  }
  return all
}

/** The body of a part, in pieces: whole lines with a link in them are made for each recipient. */
function* bodyPieces(node: MimeNode, sample: string): Generator<Piece> {
  const content = node.content ?? ''
  const written = String(node.contentType ?? '').includes('html') ? escaped : (url: string) => url
  if (typeof content !== 'string' || !content.includes(written(sample))) return yield bodyOf(node)
  const bytes = Buffer.from(content)
  const link = Buffer.from(written(sample))
  const isBase64 = node.getTransferEncoding() === 'base64'
  const begins = (at: number) => {
    if (isBase64) return at - (at % LINE)
    const end = bytes.subarray(0, at).lastIndexOf('\r\n')
    return end < 0 ? 0 : end + 2
  }
  const ends = (at: number) => {
    if (isBase64) return Math.min(bytes.length, Math.ceil(at / LINE) * LINE)
    const end = bytes.indexOf('\r\n', at)
    return end < 0 ? bytes.length : end + 2
  }
  let done = 0
  for (let at = bytes.indexOf(link); at >= 0; at = bytes.indexOf(link, done)) {
    const begin = begins(at)
    let end = ends(at + link.length)
    // Another link on the same lines.
    for (
      let next = bytes.indexOf(link, at + 1);
      next >= 0 && begins(next) < end;
      next = bytes.indexOf(link, next + 1)
    )
      end = ends(next + link.length)
    if (begin > done) yield lines(bytes.subarray(done, begin), node, isBase64)
    const own = bytes.subarray(begin, end)
    const isLast = end === bytes.length
    yield (url) => lines(replaced(own, link, Buffer.from(written(url))), node, isBase64 && !isLast)
    done = end
  }
  if (done < bytes.length) yield lines(bytes.subarray(done), node, false)
}

/** Byte for byte: a line of base64 may begin and end in the middle of a letter. */
const replaced = (bytes: Buffer, link: Buffer, own: Buffer): Buffer =>
  Buffer.from(
    bytes.toString('latin1').replaceAll(link.toString('latin1'), () => own.toString('latin1')),
    'latin1',
  )

/** Encodes whole lines; in base64, other lines follow on a line of their own. */
const lines = (bytes: Buffer, node: MimeNode, isFollowed: boolean): Buffer => {
  const encoded = encode(bytes, node)
  return isFollowed ? Buffer.concat([encoded, Buffer.from('\r\n')]) : encoded
}
