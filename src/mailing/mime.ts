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
  const bytes = Buffer.concat([...partsOf(root)])
  return bytes.at(-1) === newline ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')])
}

function* partsOf(node: MimeNode): Generator<Buffer> {
  yield Buffer.from(`${node.buildHeaders()}\r\n\r\n`)
  yield bodyOf(node)
  if (!node.multipart) return
  for (const [index, child] of node.childNodes.entries()) {
    yield Buffer.from(`${index > 0 ? '\r\n' : ''}--${node.boundary}\r\n`)
    yield* partsOf(child)
  }
  yield Buffer.from(`\r\n--${node.boundary}--\r\n`)
}

function bodyOf(node: MimeNode): Buffer {
  const { content = '' } = node
  if (typeof content === 'string') return encode(content, node)
  if (!(content instanceof Uint8Array)) throw new TypeError('Not a content in memory')
  const body = encoded.get(content) ?? encode(content, node)
  encoded.set(content, body)
  return body
}

function encode(content: string | Buffer, node: MimeNode): Buffer {
  switch (node.getTransferEncoding()) {
    case 'base64':
      return Buffer.from(base64.wrap(base64.encode(content)), 'latin1')
    case 'quoted-printable':
      return Buffer.from(qp.wrap(qp.encode(content)), 'latin1')
    default:
      return Buffer.from(content)
  }
}
