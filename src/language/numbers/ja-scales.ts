const scales = [
  [1e12, '兆'],
  [1e8, '億'],
  [1e4, '万'],
  [1, ''],
] as const

/** The largest number that is written by scales, exclusive: four digits before 兆. */
const LARGEST = 1e16

/**
 * A whole number from 10,000 on as the Japanese press writes it: 27億5000万. The digits of each part are grouped where
 * that is asked for. Null for any other number.
 */
export const formatByScales = (value: number, isGrouped = false): string | null => {
  if (!Number.isInteger(value) || value < 1e4 || value >= LARGEST) return null
  let rest = value
  return scales
    .map(([size, name]) => {
      const part = Math.floor(rest / size)
      rest -= part * size
      return part === 0 ? '' : (isGrouped ? part.toLocaleString('en') : String(part)) + name
    })
    .join('')
}
