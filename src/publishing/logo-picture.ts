import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { Refusal } from '../errors.ts'
import type { Logo } from './logo.ts'

/** In pixels, the most either way: three times as large as templates show a logo, so that it is sharp on any screen. */
const HIGHEST = 192
const WIDEST = 1200
/** In bytes. */
const LARGEST = 400_000

let ready: Promise<void> | undefined

const getReady = () =>
  (ready ??= readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then(initWasm))

/**
 * A logo of shapes drawn as a PNG, for mail programs, which show no SVG: the same bytes each time. Nothing is fetched, and no font
 * is looked for. Refuses (`style-invalid`) what cannot be drawn.
 */
export const drawLogo = async ({ content }: Logo): Promise<Uint8Array> => {
  await getReady()
  const svg = Buffer.from(content, 'base64')
  try {
    const { width, height } = new Resvg(svg)
    if (Math.min(width / height, height / width) * HIGHEST < 1)
      throw new Error(`${width} by ${height} is too narrow to be drawn`)
    const fitTo =
      width / height > WIDEST / HIGHEST
        ? { mode: 'width' as const, value: WIDEST }
        : { mode: 'height' as const, value: HIGHEST }
    const picture = new Resvg(svg, { fitTo, font: { fontBuffers: [] } }).render()
    const bytes = picture.asPng()
    if (bytes.length > LARGEST) throw new Error(`drawn, it is larger than ${LARGEST} bytes`)
    return bytes
  } catch (error) {
    throw new Refusal('style-invalid', {
      detail: `logo: ${error instanceof Error ? error.message : String(error)}`,
    })
  }
}
