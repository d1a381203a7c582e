import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cleanPng } from './logo-png.ts'
import { cleanSvg } from './logo-svg.ts'

/** In bytes, as it is kept. */
const LARGEST = 100_000

const cleaners = { 'image/png': cleanPng, 'image/svg+xml': cleanSvg } as const

/** What stays of a picture: nothing that runs, nothing that loads, nothing that tells where it comes from. */
const clean = (given: Uint8Array): { mediaType: keyof typeof cleaners; bytes: Buffer } => {
  const bytes = Buffer.from(given)
  const mediaType = bytes[0] === 0x89 ? 'image/png' : 'image/svg+xml'
  return { mediaType, bytes: cleaners[mediaType](bytes) }
}

/**
 * Reads a logo, SVG or PNG. What is kept is written anew from what was understood.
 * @throws Error that says what is wrong, in English, with line and column where there are any
 */
export const readLogo = (given: Uint8Array): Logo => {
  if (given.length > 4 * LARGEST) throw new Error(`larger than ${4 * LARGEST} bytes`)
  const { mediaType, bytes } = clean(given)
  if (bytes.length > LARGEST) throw new Error(`larger than ${LARGEST} bytes`)
  return {
    mediaType,
    content: bytes.toString('base64'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** A logo as settings bring it: its bytes alone count. */
export const Logo = z
  .object({ content: z.base64().max(6 * LARGEST) })
  .transform(({ content }, context): Logo => {
    try {
      return readLogo(Buffer.from(content, 'base64'))
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })

export interface Logo {
  mediaType: 'image/png' | 'image/svg+xml'
  /** Base 64. */
  content: string
  /** Of the bytes. */
  sha256: string
}

/** A logo as one SVG, for Typst, which takes pictures as text. */
export const logoSvg = ({ mediaType, content }: Logo): string => {
  const bytes = Buffer.from(content, 'base64')
  if (mediaType === 'image/svg+xml') return bytes.toString('utf8')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${content}"/></svg>`
}

const endings = { 'image/png': 'png', 'image/svg+xml': 'svg' } as const

/** Where the public finds a logo: by its content, so that it may be kept for ever; as it is, or as mail programs can show it. */
export const logoPath = ({ sha256, mediaType }: Logo, shown = mediaType): string =>
  `/news/logo/${sha256}.${endings[shown]}`
