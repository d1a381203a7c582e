import { domainToASCII, domainToUnicode } from 'node:url'

/** In bytes of UTF-8 (RFC 5321, 4.5.3.1, RFC 6531). */
const LONGEST_LOCAL = 64
/** In characters; what the database keeps. */
const LONGEST = 254

// Letters, marks and digits of any script, and the signs that RFC 5322 lets stand unquoted, but for quotation marks
// and backticks, which nobody has and which break out of things.
const local = /^[\p{L}\p{M}\p{N}!#$%&*+\-/=?^_{|}~.]+$/u
const label = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

/** What a paste brings along at either end: blanks, invisible characters, <>. */
const edges = /^[\s\p{Cf}<]+|[\s\p{Cf}>;,]+$/gu

/**
 * An e-mail address as it is kept and compared: in one form of Unicode, without case, the domain in its own script
 * rather than in Punycode. Full-width letters become plain ones. Null where it is no address that mail can go to.
 */
export const normaliseAddress = (given: string): string | null => {
  if (given.length > 2 * LONGEST || !given.isWellFormed()) return null
  const plain = given.normalize('NFKC').replace(edges, '').toLowerCase().normalize('NFC')
  const at = plain.lastIndexOf('@')
  const name = plain.slice(0, at)
  if (at < 1 || !local.test(name) || Buffer.byteLength(name) > LONGEST_LOCAL) return null
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..')) return null
  // Node's answer to anything but a domain is an empty text; to a number, an address of the network.
  const ascii = domainToASCII(plain.slice(at + 1).replaceAll('。', '.'))
  const domain = domainToUnicode(ascii)
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((one) => label.test(one)) || ascii.length > 253) return null
  if (/^\p{N}+$/u.test(labels.at(-1)!) || ascii.split('.').some((one) => one.length > 63)) return null
  const address = `${name}@${domain}`
  return address.length <= LONGEST ? address : null
}
