import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The faces that are printed with. Bold is the font's own; Moul has one weight. */
const faces = [
  'noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
  'noto-serif/700Bold/NotoSerif_700Bold.ttf',
  'noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  'battambang/400Regular/Battambang_400Regular.ttf',
  'battambang/700Bold/Battambang_700Bold.ttf',
  'kantumruy-pro/400Regular/KantumruyPro_400Regular.ttf',
  'kantumruy-pro/700Bold/KantumruyPro_700Bold.ttf',
  'moul/400Regular/Moul_400Regular.ttf',
  'noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf',
  'noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf',
]

const tableOffset = (font: Buffer, name: string): number => {
  for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16)
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8)
  throw new Error(`The font has no table ${name}`)
}

/**
 * Gives marks of no width the thousandth of an em. PDFium (and so Chrome) takes a glyph of no width to be as wide as
 * its ink, sees no gap after a word that ends in a vowel sign, and copies ជាតិ សាសនា out as ជាតិសាសនា.
 */
const withMeasurableMarks = (font: Buffer): Buffer => {
  const thousandth = Math.ceil(font.readUInt16BE(tableOffset(font, 'head') + 18) / 1000)
  const metrics = tableOffset(font, 'hmtx')
  const count = font.readUInt16BE(tableOffset(font, 'hhea') + 34)
  for (let metric = metrics; metric < metrics + 4 * count; metric += 4)
    if (font.readUInt16BE(metric) === 0) font.writeUInt16BE(thousandth, metric)
  return font
}

/** The fonts' files (TrueType), read anew at each call. */
export const fontBlobs = (): Buffer[] =>
  faces.map((face) => withMeasurableMarks(readFileSync(require.resolve(`@expo-google-fonts/${face}`))))
