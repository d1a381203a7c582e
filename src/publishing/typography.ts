import type { Locale } from '../language/model.ts'

export interface PrintFace {
  /** The first that has a character prints it. */
  fonts: string[]
  /** In points. */
  size: number
  /** The distance of two baselines, in em of this face. */
  lineHeight: number
  weight: 'regular' | 'bold'
}

export interface Typography {
  /** BCP 47, for `lang` attributes and the PDF's tags. */
  region: string
  print: {
    body: PrintFace
    /** Kingdom, ministry, kind and title. */
    display: PrintFace
    /** First-line indent, in em. */
    indent: number
    /** The space between paragraphs, in em beyond the line height. */
    paragraphGap: number
    justify: boolean
  }
  screen: {
    body: string
    display: string
    /** Moul has one weight; the other display faces are bold. */
    displayWeight: 'normal' | 'bold'
    lineHeight: number
    titleLineHeight: number
    /** Japanese titles break between phrases, which zero-width spaces part; other scripts break as they do in text. */
    titleBreaks: 'normal' | 'keep-all'
    /** In px, so that the scripts look equally large side by side. */
    size: number
  }
  /** Khmer and Japanese have no italics: emphasis there is bold (r12a's Khmer notes, JLReq). */
  italics: boolean
  digits: string
}

export const typography: Record<Locale, Typography> = {
  en: {
    region: 'GB',
    print: {
      body: { fonts: ['Noto Serif'], size: 10, lineHeight: 1.45, weight: 'regular' },
      display: { fonts: ['Noto Serif'], size: 11, lineHeight: 1.4, weight: 'bold' },
      indent: 0,
      paragraphGap: 0.55,
      justify: true,
    },
    screen: {
      body: "Georgia, 'Noto Serif', 'Times New Roman', serif",
      display: "Georgia, 'Noto Serif', 'Times New Roman', serif",
      displayWeight: 'bold',
      lineHeight: 1.6,
      titleLineHeight: 1.4,
      titleBreaks: 'normal',
      size: 16,
    },
    italics: true,
    digits: '0123456789',
  },
  km: {
    region: 'KH',
    print: {
      body: {
        fonts: ['Battambang', 'Noto Serif', 'Noto Serif JP'],
        size: 11.5,
        lineHeight: 1.8,
        weight: 'regular',
      },
      display: {
        fonts: ['Moul', 'Noto Serif', 'Noto Serif JP'],
        size: 11.5,
        lineHeight: 1.9,
        // Moul has one weight; the Latin letters and អ៊ី beside it are bold.
        weight: 'bold',
      },
      indent: 2,
      paragraphGap: 0.2,
      justify: false,
    },
    screen: {
      body: "'Khmer OS Siemreap', Siemreap, Battambang, 'Noto Sans Khmer', 'Khmer Sangam MN', 'Leelawadee UI', 'Khmer UI', sans-serif",
      display:
        "'Khmer OS Muol Light', 'Khmer OS Moul', Moul, 'Khmer MN', 'Noto Serif Khmer', 'Leelawadee UI', serif",
      displayWeight: 'normal',
      lineHeight: 1.9,
      titleLineHeight: 1.9,
      titleBreaks: 'normal',
      size: 16,
    },
    italics: false,
    digits: '០១២៣៤៥៦៧៨៩',
  },
  ja: {
    region: 'JP',
    print: {
      body: {
        fonts: ['Noto Serif JP', 'Noto Serif', 'Battambang'],
        size: 10.5,
        lineHeight: 1.75,
        weight: 'regular',
      },
      display: {
        fonts: ['Noto Serif JP', 'Noto Serif', 'Battambang'],
        size: 12,
        lineHeight: 1.6,
        weight: 'bold',
      },
      indent: 1,
      paragraphGap: 0.25,
      justify: true,
    },
    screen: {
      body: "'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif",
      display: "'Hiragino Mincho ProN', 'Yu Mincho', 'Noto Serif CJK JP', 'Noto Serif JP', serif",
      displayWeight: 'bold',
      lineHeight: 1.8,
      titleLineHeight: 1.6,
      titleBreaks: 'keep-all',
      size: 15,
    },
    italics: false,
    digits: '0123456789',
  },
}

/** What stands before an item of an ordered list: its marker as written, else its number in the locale's digits. */
export const itemMark = (
  { marker, number }: { marker: string | null; number: number | null },
  locale: Locale,
) => marker ?? (number === null ? null : `${localDigits(number, locale)}.`)

/** A whole number in the locale's own digits. */
export const localDigits = (value: number, locale: Locale): string =>
  String(value).replace(/\d/g, (digit) => typography[locale].digits[Number(digit)] ?? digit)
