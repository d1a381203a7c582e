import * as base64 from 'nodemailer/lib/base64'
import type MimeNode from 'nodemailer/lib/mime-node'
import * as qp from 'nodemailer/lib/qp'

const newline = 0x0a

/** What was encoded already: an attachment is the same for every recipient. */
const encoded = new WeakMap<Uint8Array, Buffer>()

/**
 * The bytes of a MIME tree whose contents are in memory. They are those of nodemailer's own stream, which takes seven
 * times as long, since it copies a message piece by piece and encodes its attachments again for every recipient.
 */
export const bytesOf = (root: MimeNode): Buffer => {
  return withLastNewline(Buffer.concat([...partsOf(root, (node) => [bodyOf(node)])]))
}

export const withLastNewline = (bytes: Buffer): Buffer =>
  bytes.at(-1) === newline ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')])

/** The pieces of a MIME tree in their order, the headers of the whole first; `bodyOf` makes those of a body. */
export function* partsOf<Piece>(
  node: MimeNode,
  bodyOf: (node: MimeNode) => Iterable<Piece | Buffer>,
): Generator<Piece | Buffer> {
  yield Buffer.from(`${node.buildHeaders()}\r\n\r\n`)
  yield* bodyOf(node)
  if (!node.multipart) return
  for (const [index, child] of node.childNodes.entries()) {
    yield Buffer.from(`${index > 0 ? '\r\n' : ''}--${node.boundary}\r\n`)
    yield* partsOf(child, bodyOf)
  }
  yield Buffer.from(`\r\n--${node.boundary}--\r\n`)
}

/** A part's body, encoded. */
export function bodyOf(node: MimeNode): Buffer {
  const { content = '' } = node
  if (typeof content === 'string') return encode(content, node)
  if (!(content instanceof Uint8Array)) throw new TypeError('Not a content in memory')
  const body = encoded.get(content) ?? encode(content, node)
  encoded.set(content, body)
  return body
}

/** Contents as a part's transfer encoding has them. */
export function encode(content: string | Buffer, node: MimeNode): Buffer {
  switch (node.getTransferEncoding()) {
    case 'base64':
      return Buffer.from(base64.wrap(base64.encode(content)), 'latin1')
    case 'quoted-printable':
      return Buffer.from(qp.wrap(qp.encode(content)), 'latin1')
    default:
      return Buffer.from(content)
  }
}
