/** Up to this many pairs are weighed one by one; larger stretches are first cut where both sides hold something once. */
const most = 40_000

/** Stretches within stretches, at most: beyond that what is left counts as different. */
const deepest = 32

interface Stretch {
  aStart: number
  aEnd: number
  bStart: number
  bEnd: number
  depth: number
}

/** Each different string as a number. */
const numbered = (a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] => {
  const known = new Map<string, number>()
  const numberOf = (value: string) => {
    const number = known.get(value) ?? known.size
    known.set(value, number)
    return number
  }
  return [Int32Array.from(a, numberOf), Int32Array.from(b, numberOf)]
}

/** The longest common subsequence, by the table of all pairs. */
const longest = (a: Int32Array, b: Int32Array): [number, number][] => {
  const width = b.length + 1
  const length = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!)
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}

/** Where each value stands that occurs once. */
const single = (values: Int32Array): Map<number, number> => {
  const places = new Map<number, number>()
  for (const [at, value] of values.entries()) places.set(value, places.has(value) ? -1 : at)
  return places
}

/** Of pairs in the order of their first half, a longest choice that rises in the second too. */
const rising = (pairs: [number, number][]): [number, number][] => {
  const ends: number[] = []
  const before: number[] = []
  for (const [at, [, j]] of pairs.entries()) {
    let low = 0
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1
      if (pairs[ends[middle]!]![1] < j) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : ends[low - 1]!
    ends[low] = at
  }
  const chosen: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at]!) chosen.push(pairs[at]!)
  return chosen.reverse()
}

/** What both hold exactly once, in the order of both. */
const anchors = (a: Int32Array, b: Int32Array): [number, number][] => {
  const places = single(b)
  const pairs: [number, number][] = []
  for (const [value, i] of single(a)) {
    const j = places.get(value) ?? -1
    if (i !== -1 && j !== -1) pairs.push([i, j])
  }
  return rising(pairs.sort(([i], [k]) => i - k))
}

/**
 * What two sequences share in order: pairs of indexes, rising in both, at which they hold the same. Of short sequences it is a longest
 * common subsequence; long ones are cut at what both hold once (as in patience diff), which people find easier to follow, and which keeps
 * the time linear, but for a logarithm, whatever the input. Equal sequences are paired throughout.
 */
export const commonSequence = (a: readonly string[], b: readonly string[]): [number, number][] => {
  const [left, right] = numbered(a, b)
  const pairs: [number, number][] = []
  const open: Stretch[] = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length, depth: 0 }]
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    let { aStart, aEnd, bStart, bEnd } = stretch
    while (aStart < aEnd && bStart < bEnd && left[aStart] === right[bStart]) pairs.push([aStart++, bStart++])
    while (aStart < aEnd && bStart < bEnd && left[aEnd - 1] === right[bEnd - 1]) pairs.push([--aEnd, --bEnd])
    const [restA, restB] = [left.subarray(aStart, aEnd), right.subarray(bStart, bEnd)]
    if (restA.length * restB.length <= most) {
      for (const [i, j] of longest(restA, restB)) pairs.push([aStart + i, bStart + j])
      continue
    }
    if (stretch.depth === deepest) continue
    let [i, j] = [0, 0]
    const cuts = anchors(restA, restB)
    if (cuts.length === 0) continue
    for (const [nextI, nextJ] of [...cuts, [restA.length, restB.length] as const]) {
      open.push({
        aStart: aStart + i,
        aEnd: aStart + nextI,
        bStart: bStart + j,
        bEnd: bStart + nextJ,
        depth: stretch.depth + 1,
      })
      ;[i, j] = [nextI, nextJ]
    }
  }
  return pairs.sort(([i], [k]) => i - k)
}
