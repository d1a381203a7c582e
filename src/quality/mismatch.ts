/** Something said on one side only, or differently on both. */
export interface Mismatch<Fact> {
  kind: 'missing' | 'added' | 'changed' | 'percent' | 'currency' | 'unit' | 'swapped' | 'weekday' | 'year'
  source?: Fact
  target?: Fact
}

/** Nobody reads more than this of one segment, and pairing takes time by their square. */
const mostPairs = 50

/** Joins what one side lacks with what the other has too much, the most alike first in the order of the source. */
export const pair = <Fact>(
  missing: Fact[],
  added: Fact[],
  closeness: (a: Fact, b: Fact) => number,
): Mismatch<Fact>[] => {
  const left = added.slice(0, mostPairs)
  const paired = missing.slice(0, mostPairs).map((source): Mismatch<Fact> => {
    const best = left.reduce<Fact | undefined>(
      (chosen, candidate) =>
        chosen === undefined || closeness(source, candidate) > closeness(source, chosen) ? candidate : chosen,
      undefined,
    )
    if (best === undefined) return { kind: 'missing', source }
    left.splice(left.indexOf(best), 1)
    return { kind: 'changed', source, target: best }
  })
  return [...paired, ...left.map((target): Mismatch<Fact> => ({ kind: 'added', target }))]
}
