import type { Currency } from '../currencies.ts'

/**
 * What a number counts or does in its text. An `identifier` is part of a name (COVID-19, G20); a `telephone` number has its
 * digits as its value; a `percent` says per hundred
 * (50%, 五割 is 50); a `fraction` is written as parts (two-thirds, 3分の2).
 */
export type NumberKind = 'cardinal' | 'ordinal' | 'percent' | 'fraction' | 'identifier' | 'telephone'

export interface FoundNumber {
  /** Offset of the first UTF-16 unit in the text. */
  start: number
  /** Offset behind the last unit. */
  end: number
  value: number
  kind: NumberKind
  /** Whether it is written in digits (of any script) or at least in part in words. */
  form: 'digits' | 'words'
  /** The other reading: ១.២០០ is 1200 or 1.2, and the first number of "1.7 to 2 million" 1.7 or 1,700,000. */
  also?: number
  /** The currency that the number is an amount of. */
  currency?: Currency
}

/** The value of a scanned product without the dust of binary fractions: 1.1 × 1,000,000 is 1,100,000. */
export const exact = (value: number): number => Number(value.toPrecision(15))

export interface DigitToken {
  end: number
  value: number
  also?: number
}

/** `point`: 1,234.5 as in English and Japanese. `either`: both 1,234.5 and 1.234,5 are in use, as in Khmer. */
export type DecimalStyle = 'point' | 'either'

const fraction = String.raw`\d{1,15}(?!\d)`
const patterns: Record<DecimalStyle, RegExp[]> = {
  point: [
    new RegExp(
      String.raw`[1-9]\d{0,2}(?:(,|’|'|(?<![A-Za-z]\d{1,3}) )\d{3})(?:\1\d{3})*(?!\d)(?:\.${fraction})?`,
      'y',
    ),
    /[1-9]\d{0,2}(?:(\.)\d{3}){2,}(?!\d)/y,
    new RegExp(String.raw`\d{1,40}(?:\.${fraction})?`, 'y'),
  ],
  either: [
    new RegExp(
      String.raw`[1-9]\d{0,2}(?:([,.]|(?<![A-Za-z]\d{1,3}) )\d{3})(?:\1\d{3})*(?!\d)(?:(?!\1)[.,]${fraction})?`,
      'y',
    ),
    new RegExp(String.raw`\d{1,40}(?:[.,]${fraction})?`, 'y'),
  ],
}

const plainNumber = (text: string, separator: string | undefined): number => {
  const ungrouped = separator ? text.replaceAll(separator, '') : text
  return Number(ungrouped.replace(',', '.'))
}

/** Reads the digits that begin at an offset of a folded text (see `foldWidth`), with their groups and decimals. */
export const readDigits = (text: string, at: number, style: DecimalStyle): DigitToken | undefined => {
  for (const pattern of patterns[style]) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) continue
    const [written] = match
    const ambiguous = style === 'either' && /^\d+[.,]\d{3}$/.test(written)
    return {
      end: at + written.length,
      value: plainNumber(written, match[1]),
      ...(ambiguous && { also: Number(written.replace(',', '.')) }),
    }
  }
  return undefined
}

const portion = /(?<![\w.,/-])(\d)\/(\d)(?![\d/]|[.,]\d)/y

/** Reads a part written with a stroke, 1/2 to 8/9, that begins at an offset of a folded text. */
export const readPortion = (text: string, at: number): { end: number; value: number } | undefined => {
  portion.lastIndex = at
  const [written, over, under] = portion.exec(text) ?? []
  if (written === undefined || over === '0' || Number(over) >= Number(under)) return undefined
  return { end: at + written.length, value: Number(over) / Number(under) }
}

/** Adds up units and scales: 2 × 100 + 50, × 1,000. A scale that is greater than what stands before multiplies all of it. */
export class Sum {
  #total = 0
  #group = 0
  #lastScale = Number.POSITIVE_INFINITY

  add(value: number): void {
    this.#group += value
  }

  hundred(): void {
    this.#group = (this.#group || 1) * 100
  }

  scale(scale: number): void {
    if (scale > this.#lastScale && this.#total > 0) this.#total = (this.#total + this.#group) * scale
    else this.#total += (this.#group || 1) * scale
    this.#group = 0
    this.#lastScale = scale
  }

  get value(): number {
    return exact(this.#total + this.#group)
  }

  /** The part that a next unit would be added to. */
  get open(): number {
    return this.#group
  }
}
