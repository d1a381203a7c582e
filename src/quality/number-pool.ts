import { isConverted, measureOf } from '../language/measures.ts'
import type { FoundNumber } from '../language/numbers.ts'
import { type Facts, valueKey, valuesOf } from './facts.ts'

/** More numbers than this make a table: looking through all of them for each takes time by their square. */
export const mostNumbers = 60

/** An ordinal (第2回) is no rendering of a cardinal word (two); otherwise the kinds may differ: 70th, 70周年. */
const canStandFor = (target: FoundNumber, source: FoundNumber) =>
  target.kind !== 'ordinal' || source.kind === 'ordinal' || source.form === 'digits'

type Reading = 'value' | 'also'

/** Numbers by their value, of which each can be taken once. */
export class NumberPool {
  readonly #by: Record<Reading, Map<number, FoundNumber[]>> = { value: new Map(), also: new Map() }
  readonly #free: Set<FoundNumber>

  constructor(numbers: FoundNumber[]) {
    this.#free = new Set(numbers)
    for (const number of numbers)
      for (const reading of ['value', 'also'] as const) {
        const value = number[reading]
        if (value === undefined) continue
        const list = this.#by[reading].get(valueKey(value))
        if (list) list.push(number)
        else this.#by[reading].set(valueKey(value), [number])
      }
  }

  /** Takes a number that can stand for a source's by one of its readings, one of its kind if there is one. */
  take(source: FoundNumber, ...readings: Reading[]): boolean {
    for (const value of valuesOf(source))
      for (const reading of readings) {
        const list = this.#by[reading].get(value) ?? []
        const same = list.findLastIndex((number) => number.kind === source.kind)
        const at = same === -1 ? list.findLastIndex((number) => canStandFor(number, source)) : same
        const [match] = at === -1 ? [] : list.splice(at, 1)
        if (match && this.#free.delete(match)) return true
      }
    return false
  }

  /** Takes a number that says the same in another unit: 80 MW as 8万キロワット. */
  takeConverted(source: FoundNumber, { text, locale }: Facts, target: Facts): boolean {
    const amount = { value: source.value, measure: measureOf(source, text, locale) }
    if (!amount.measure || this.#free.size > mostNumbers) return false
    const same = this.free.find((number) =>
      isConverted(amount, { value: number.value, measure: measureOf(number, target.text, target.locale) }),
    )
    return same !== undefined && this.#free.delete(same)
  }

  /** Takes a number that differs in its zeros only: all that can be asked where a scale may stand unread behind the source's. */
  takeScaled(source: FoundNumber): boolean {
    if (this.#free.size > mostNumbers) return false
    const same = this.free.find(({ value }) => digitsOf(value) === digitsOf(source.value))
    return same !== undefined && this.#free.delete(same)
  }

  /** Takes a number that says a share: 9割 for 9 in 10. */
  takeShare(share: number): boolean {
    if (this.#free.size > mostNumbers) return false
    const same = this.free.find(
      ({ kind, value }) =>
        (kind === 'percent' && valueKey(value / 100) === valueKey(share)) ||
        (kind === 'fraction' && valueKey(value) === valueKey(share)),
    )
    return same !== undefined && this.#free.delete(same)
  }

  get free(): FoundNumber[] {
    return [...this.#free]
  }
}

/** The significant digits: 82 of 8.2 and of 8,200,000. */
const digitsOf = (value: number) =>
  value
    .toPrecision(12)
    .replace(/e.*|\./g, '')
    .replace(/^0+|0+$/g, '')
