import type { Locale } from '../language/model.ts'
import type { FoundNumber } from '../language/numbers.ts'
import { unitsAround } from '../language/units.ts'
import { type Facts, valuesOf } from './facts.ts'
import type { Mismatch } from './mismatch.ts'

/** More numbers than this make a table, which is read by its rows. */
const mostNumbers = 20

const isSame = (a: FoundNumber, b: FoundNumber) => valuesOf(a).some((value) => valuesOf(b).includes(value))

/**
 * Two numbers of a source that have changed places in the target. Only what can be told for certain is: each counts in the target
 * what the other counts in the source (17 provinces, 230 families), or a change runs the other way (from 186 to 41).
 */
export const comparePlaces = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  if (source.numbers.length < 2 || source.numbers.length > mostNumbers || target.numbers.length > mostNumbers)
    return []
  const here = source.numbers.map((number) => ({ number, units: unitsOf(number, source) }))
  const there = target.numbers.map((number) => ({ number, units: unitsOf(number, target) }))
  for (const [at, a] of here.entries())
    for (const b of here.slice(at + 1)) {
      const [unitA, unitB] = [a.units[0], b.units[0]]
      if (unitA === undefined || unitB === undefined || unitA === unitB || isSame(a.number, b.number))
        continue
      const counts = (number: FoundNumber, has: string, hasNot: string) => {
        const same = there.filter((one) => isSame(one.number, number))
        return same.length > 0 && same.every(({ units }) => units.includes(has) && !units.includes(hasNot))
      }
      if (counts(a.number, unitB, unitA) && counts(b.number, unitA, unitB))
        return [swapped(a.number, there.find((one) => isSame(one.number, a.number))!.number)]
    }
  return compareChanges(source, target)
}

const swapped = (source: FoundNumber, target: FoundNumber): Mismatch<FoundNumber> => ({
  kind: 'swapped',
  source,
  target,
})

const unitsOf = (number: FoundNumber, { text, locale }: Facts): string[] => {
  if (number.kind === 'percent') return ['percent']
  if (number.kind !== 'cardinal') return []
  return number.currency ? [number.currency] : unitsAround(text, number.start, number.end, locale)
}

/** What stands between the two numbers of a change or a range, and before the first. */
const change: Record<Locale, { between: RegExp; before?: RegExp }> = {
  en: {
    between:
      /^(?: (?:million|in|per cent|%|[a-z]{2,12}|(?:19|20)\d\d)){0,4} to (?:just |about |some |only )?[$¥€A-Z]{0,4}$/,
    before: /\bfrom (?:about |some )?[$¥€A-Z]{0,4}$/,
  },
  km: { between: /^[^។\d]{0,24}(?:មក|ទៅ|ដល់)[^។\d]{0,14}$/, before: /ពី[^។\d]{0,10}$/ },
  ja: { between: /^[^。、\d]{0,8}から[^。、\d]{0,8}$/ },
}

const changesOf = ({ numbers, text, locale }: Facts): [FoundNumber, FoundNumber][] =>
  numbers.flatMap((first, index): [FoundNumber, FoundNumber][] => {
    const second = numbers[index + 1]
    const { between, before } = change[locale]
    if (!second || second.start - first.end > 40 || !between.test(text.slice(first.end, second.start)))
      return []
    return before === undefined || before.test(text.slice(Math.max(0, first.start - 20), first.start))
      ? [[first, second]]
      : []
  })

const compareChanges = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const there = changesOf(target)
  return changesOf(source).flatMap(([from, to]) => {
    if (isSame(from, to) || there.some(([a, b]) => isSame(a, from) && isSame(b, to))) return []
    const turned = there.find(([a, b]) => isSame(a, to) && isSame(b, from))
    return turned ? [swapped(from, turned[0])] : []
  })
}
