/** In bytes: a certificate, those that it stands on, and a signature. */
const ROOM = 12_000

/** PDF/UA wants what is not seen hidden, PDF/A wants nothing hidden; a field of no size is seen by nobody either way. Locked, both. */
const flags = { 'ua-1': 2 + 128, 'a-2a': 4 + 128 } as const

const dateOf = (at: Date) => `D:${at.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`

/** An object of the file as it stands there. @throws Error where Typst has come to write otherwise */
const objectOf = (text: string, id: number): string => {
  const start = text.indexOf(`\n${id} 0 obj\n<<`)
  const end = text.indexOf('\n>>\nendobj', start)
  if (start === -1 || end === -1) throw new Error(`no object ${id} in the PDF`)
  return text.slice(start + `\n${id} 0 obj\n<<`.length, end)
}

const idIn = (text: string, pattern: RegExp): number => {
  const id = pattern.exec(text)?.[1]
  if (id === undefined) throw new Error(`not a PDF of ours: no ${pattern.source}`)
  return Number(id)
}

/** A page with one more annotation. */
const withAnnotation = (page: string, id: number): string => {
  const more = /\/Annots \[/.test(page)
    ? page.replace(/\/Annots \[/, `/Annots [${id} 0 R `)
    : `${page}\n  /Annots [${id} 0 R]`
  return /\/Tabs /.test(more) ? more : `${more}\n  /Tabs /S`
}

/**
 * Adds an empty signature to a PDF of Typst's as an update: what was there stays, byte for byte, before it.
 * @returns the file, and where in it the signature is to stand, brackets included
 */
export const withSignatureField = (pdf: Buffer, standard: keyof typeof flags, at: Date) => {
  const text = pdf.toString('latin1')
  const trailer = text.slice(text.lastIndexOf('trailer'))
  const root = idIn(trailer, /\/Root (\d+) 0 R/)
  const size = idIn(trailer, /\/Size (\d+)/)
  const info = idIn(trailer, /\/Info (\d+) 0 R/)
  const before = idIn(trailer, /startxref\n(\d+)/)
  const ids = /\/ID \[.*\]/.exec(trailer)?.[0] ?? ''
  const catalog = objectOf(text, root)
  const page = idIn(objectOf(text, idIn(catalog, /\/Pages (\d+) 0 R/)), /\/Kids \[(\d+) 0 R/)
  const [field, value] = [size, size + 1]

  const nothing = `<${'0'.repeat(2 * ROOM)}>`
  // As long as any real one, so that nothing moves when it is filled in.
  const range = `[0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}]`
  const objects = new Map([
    [page, `<<${withAnnotation(objectOf(text, page), field)}\n>>`],
    [root, `<<${catalog}\n  /AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>\n>>`],
    [
      field,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /TU (Signature) /Rect [0 0 0 0] /F ${flags[standard]} /P ${page} 0 R /V ${value} 0 R >>`,
    ],
    [
      value,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${dateOf(at)}) /ByteRange ${range} /Contents ${nothing} >>`,
    ],
  ])
  let file = text.endsWith('\n') ? text : `${text}\n`
  const entries = [...objects].map(([id, body]) => {
    const entry = `${id} 1\n${String(file.length).padStart(10, '0')} 00000 n\r\n`
    file += `${id} 0 obj\n${body}\nendobj\n`
    return entry
  })
  const start = file.length
  file += `xref\n${entries.join('')}trailer\n<< /Size ${value + 1} /Root ${root} 0 R /Info ${info} 0 R ${ids} /Prev ${before} >>\nstartxref\n${start}\n%%EOF\n`

  const gapStart = file.indexOf(nothing, pdf.length)
  const gap = { start: gapStart, end: gapStart + nothing.length }
  const numbers = [gap.start, gap.end, file.length - gap.end].map((one) => String(one).padStart(10, '0'))
  file = file.slice(0, pdf.length) + file.slice(pdf.length).replace(range, `[0 ${numbers.join(' ')}]`)
  return { file: Buffer.from(file, 'latin1'), gap }
}
