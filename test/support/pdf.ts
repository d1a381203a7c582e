import { inflateSync } from 'node:zlib'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { text } from '../../src/i18n.ts'
import { formatLunarLine } from '../../src/language/khmer-lunar.ts'
import { type Locale, sourceLocale } from '../../src/language/model.ts'
import type { Edition, MultilingualDocument } from '../../src/publishing/model.ts'
import { png } from './png.ts'

let library: Promise<PDFiumLibrary> | undefined

const openPdf = async (bytes: Uint8Array) => {
  library ??= PDFiumLibrary.init()
  return (await library).loadDocument(bytes)
}

/** The text of each page as PDFium, and so Chrome, copies it out: lines end in \r\n. */
export const pagesOfPdf = async (bytes: Uint8Array): Promise<string[]> => {
  const pdf = await openPdf(bytes)
  try {
    return [...pdf.pages()].map((page) => page.getText())
  } finally {
    pdf.destroy()
  }
}

/** Pictures of the pages; scale 1 is 72 dots an inch. */
export const picturesOfPdf = async (bytes: Uint8Array, scale = 1.5): Promise<Buffer[]> => {
  const pdf = await openPdf(bytes)
  try {
    const pictures: Buffer[] = []
    for (const page of pdf.pages()) {
      const { data } = await page.render({ scale, render: async (pixels) => png(pixels) })
      pictures.push(Buffer.from(data))
    }
    return pictures
  } finally {
    pdf.destroy()
  }
}

/** Every object of the file and every stream that can be inflated, as Latin-1: what a search for names of fonts needs. */
export const insidesOfPdf = (bytes: Uint8Array): string => {
  const file = Buffer.from(bytes).toString('latin1')
  const streams = [...file.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, data]) => {
    try {
      return inflateSync(Buffer.from(data!, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  return [file, ...streams].join('\n')
}

const digitsOf: Record<Locale, string> = { en: '0123456789', km: '០១២៣៤៥៦៧៨៩', ja: '0123456789' }

const withoutMarkup = (line: string) => line.replaceAll('**', '')

const noteOf = (document: MultilingualDocument, locale: Locale) =>
  document.unofficial && locale !== sourceLocale ? [text(locale, 'document:unofficial')] : []

const footerOf = (document: MultilingualDocument, locale: Locale) => {
  const { letterhead, kind } = document.locales[locale]!
  return [
    ...letterhead.slice(2).slice(-1),
    text(locale, `document:kind.${kind}`),
    ...noteOf(document, locale),
  ].join(' · ')
}

/** What an edition's PDF has to say, line by line, without the running footers: written apart from the code that sets it. */
export const expectedText = (document: MultilingualDocument, edition: Edition): string =>
  edition
    .flatMap((locale) => {
      const release = document.locales[locale]!
      return [
        ...noteOf(document, locale),
        ...release.letterhead,
        release.unit,
        release.reference,
        text(locale, `document:kind.${release.kind}`),
        release.title,
        release.subtitle,
        ...release.blocks.map((block) => block.text),
        ...(locale === 'km' && release.dateline ? [formatLunarLine(release.dateline.date)] : []),
        release.dateline?.text,
      ]
    })
    .filter((line) => typeof line === 'string')
    .map(withoutMarkup)
    .join('\n')

const localDigits = (value: number, locale: Locale) =>
  [...String(value)].map((digit) => digitsOf[locale][Number(digit)]).join('')

/**
 * The text of a PDF of ours in one string, its pages' running footers taken off. Fails on a page whose footer is not
 * one of the edition's.
 */
export const textOfPdf = async (
  bytes: Uint8Array,
  document: MultilingualDocument,
  edition: Edition,
): Promise<string> => {
  const pages = await pagesOfPdf(bytes)
  const bodies = pages.map((page, index) => {
    const lines = page.trimEnd().replaceAll('\r\n', ' ')
    const footers = edition.map((locale) => {
      const number = `${localDigits(index + 1, locale)} / ${localDigits(pages.length, locale)}`
      return `${footerOf(document, locale)} ${number}`
    })
    const footer = footers.find((one) => lines.replace(/\s+/g, ' ').endsWith(one))
    if (!footer) throw new Error(`Page ${index + 1} does not end in its footer: ${lines.slice(-120)}`)
    return cutEnd(page.trimEnd(), footer)
  })
  return bodies.join('\r\n')
}

/** Takes a text off the end of another, white space in either counting for nothing. */
const cutEnd = (whole: string, end: string): string => {
  let left = whole.length
  for (const letter of [...end.replace(/\s/g, '')].join('').split('').reverse()) {
    while (/\s/.test(whole[left - 1]!)) left--
    if (whole[left - 1] !== letter) throw new Error(`${JSON.stringify(end)} does not end the page`)
    left--
  }
  return whole.slice(0, left).trimEnd()
}

/**
 * Where the copied text first differs from the expected one, or null. Every letter, sign and inner space counts. White
 * space is free only where a line ends in one of the two: a line's end stands for a space or for nothing, since Khmer
 * and Japanese lines end without one and English lines with one.
 */
export const firstDifference = (copied: string, expected: string): string | null => {
  let at = 0
  let of = 0
  const spaces = (text: string, from: number) => /^\s*/.exec(text.slice(from))![0]
  while (at < copied.length || of < expected.length) {
    const here = spaces(copied, at)
    const there = spaces(expected, of)
    if (here === there || here.includes('\n') || there.includes('\n')) {
      at += here.length
      of += there.length
    }
    if (copied[at] !== expected[of])
      return `copied ${JSON.stringify(copied.slice(at - 20, at + 20))}, expected ${JSON.stringify(expected.slice(of - 20, of + 20))}`
    at++
    of++
  }
  return null
}
