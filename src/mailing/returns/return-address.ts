import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../../deps.ts'

/** In bytes: a delivery's id, and the signature under it. */
const ID = 16
const SIGNATURE = 10
/** Digits to the base 32: letters in lower case, for servers that know no other. */
const DIGITS = Math.ceil(((ID + SIGNATURE) * 8) / 5)

type Settings = Pick<Deps['config'], 'secret' | 'bounces' | 'mailFrom'>

const sign = (secret: string, id: Buffer): Buffer =>
  createHmac('sha256', secret).update('return:').update(id).digest().subarray(0, SIGNATURE)

const partsOf = (address: string): [name: string, domain: string] => {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

/**
 * Where reports on a delivery go (VERP): the return address with the delivery's id, signed. Without a return address of
 * its own the sender's, where nobody reads them.
 */
export const returnAddress = ({ secret, bounces, mailFrom }: Settings, deliveryId: string): string => {
  if (!bounces.address) return mailFrom.address
  const [name, domain] = partsOf(bounces.address)
  const id = Buffer.from(deliveryId.replaceAll('-', ''), 'hex')
  const token = BigInt(`0x${Buffer.concat([id, sign(secret, id)]).toString('hex')}`)
  return `${name}+${token.toString(32).padStart(DIGITS, '0')}@${domain}`
}

/** The delivery that a return address was made for; null for any other address. */
export const readReturnAddress = ({ secret, bounces }: Settings, address: string): string | null => {
  if (!bounces.address) return null
  const [name, domain] = partsOf(bounces.address.toLowerCase())
  const [given, givenDomain] = partsOf(address.toLowerCase())
  const token = given.slice(name.length + 1)
  if (givenDomain !== domain || !given.startsWith(`${name}+`) || token.length !== DIGITS) return null
  if (!/^[0-9a-v]+$/.test(token)) return null
  let number = 0n
  for (const digit of token) number = number * 32n + BigInt(Number.parseInt(digit, 32))
  const hex = number.toString(16).padStart((ID + SIGNATURE) * 2, '0')
  if (hex.length > (ID + SIGNATURE) * 2) return null
  const bytes = Buffer.from(hex, 'hex')
  const id = bytes.subarray(0, ID)
  if (!timingSafeEqual(bytes.subarray(ID), sign(secret, id))) return null
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
