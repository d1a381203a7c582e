/** Random numbers that a seed brings back: mulberry32. */
export const createRandom = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (low: number, high: number): number => low + next() * (high - low),
    /** True once in so many times. */
    once: (times: number): boolean => next() * times < 1,
    pick: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!,
  }
}

export type Random = ReturnType<typeof createRandom>
