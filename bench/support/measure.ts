/** The middle of some numbers; of an even count the upper one. */
export const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** How long some work takes, in ms. */
export const time = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Measures ways of doing the same, taking turns, so that what else the machine does meanwhile meets all of them.
 * @returns each way's median
 */
export const takeTurns = async <Way extends string>(
  rounds: number,
  ways: Record<Way, () => Promise<number>>,
): Promise<Record<Way, number>> => {
  const names = Object.keys(ways) as Way[]
  const seen = new Map<Way, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of names) seen.get(name)!.push(await ways[name]())
  return Object.fromEntries(names.map((name) => [name, median(seen.get(name)!)])) as Record<Way, number>
}

/** A number with three significant digits, and thousands set apart. */
export const figure = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 6 })
