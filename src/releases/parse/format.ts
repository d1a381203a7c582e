import { Refusal, type RefusalCode } from '../../errors.ts'

const startsWith = (bytes: Uint8Array, head: string) =>
  Buffer.from(bytes.subarray(0, head.length)).toString('latin1') === head

/** What a file's first bytes say where Bayon does not read it. */
const refused: [string, RefusalCode][] = [
  ['%PDF', 'release-is-pdf'],
  // OLE: Word before 2007, and any Word file under a password.
  ['\xd0\xcf\x11\xe0', 'release-is-old-word'],
  ['{\\rtf', 'release-is-old-word'],
]

const htmlStart =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body)\b/i

/** Whether a text is an HTML page: it says so in its first line. */
const isHtml = (text: string): boolean => htmlStart.test(text.slice(0, 2000))

/** Whether the bytes are a zip file, as word processors write them, and no text to decode. Throws a refusal for a format not read. */
export const isPacked = (bytes: Uint8Array): boolean => {
  for (const [head, code] of refused) if (startsWith(bytes, head)) throw new Refusal(code)
  return startsWith(bytes, 'PK\x03\x04')
}

/** How to read a text, by its file's name and its own first lines. */
export const textFormat = (text: string, filename = ''): 'html' | 'markdown' | 'text' => {
  if (isHtml(text) || /\.x?html?$/i.test(filename)) return 'html'
  return /\.(?:md|markdown)$/i.test(filename) || /^#{1,6} \S/m.test(text) ? 'markdown' : 'text'
}
