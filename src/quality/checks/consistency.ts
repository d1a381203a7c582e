import type { Check, CheckedDocument } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

interface Firsts {
  /** The source of each segment as it is compared. */
  sources: string[]
  /** The first segment with a source. */
  bySource: Map<string, number>
  /** The first segment with a target, among long ones. */
  byTarget: Map<string, number>
}

const firsts = new WeakMap<CheckedDocument, Firsts>()

const firstsOf = (document: CheckedDocument): Firsts => {
  const cached = firsts.get(document)
  if (cached) return cached
  const sources = document.segments.map(({ sourceView }) => sourceKey(sourceView.text))
  const found: Firsts = { sources, bySource: new Map(), byTarget: new Map() }
  for (const { targetKey, index } of document.segments) {
    if (targetKey === '') continue
    const source = sources[index]!
    if (!found.bySource.has(source)) found.bySource.set(source, index)
    if (!found.byTarget.has(targetKey)) found.byTarget.set(targetKey, index)
  }
  firsts.set(document, found)
  return found
}

const sourceKey = (text: string) => text.replace(/[\s“”"'’]+/g, '').toLowerCase()
const targetWords = (key: string) => key.replace(/[«»“”"「」។៕。.]/g, '')

/** The same source has the same translation throughout, and one translation does not stand for two sources. */
export const consistency: Check = (segment, document) => {
  const { index, targetKey, isComparable } = segment
  if (!isComparable || targetKey === '') return []
  const { sources, bySource, byTarget } = firstsOf(document)
  const source = sources[index]!
  const first = bySource.get(source)
  if (
    first !== undefined &&
    first < index &&
    targetWords(document.segments[first]!.targetKey) !== targetWords(targetKey)
  )
    return [report(index, 'checks:consistency-source', first, document)]
  const same = byTarget.get(targetKey)
  if (same === undefined || same >= index || targetKey.length < 20) return []
  const other = sources[same]!
  return isFar(source, other) ? [report(index, 'checks:consistency-target', same, document)] : []
}

const isFar = (a: string, b: string) =>
  Math.abs(a.length - b.length) > 0.3 * Math.max(a.length, b.length) ||
  sharedStart(a, b) < 0.3 * Math.min(a.length, b.length)

const sharedStart = (a: string, b: string) => {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

const report = (index: number, message: string, other: number, document: CheckedDocument): Finding => ({
  segment: index,
  check: 'consistency',
  severity: 'warning',
  message,
  params: { ...sidesOf(document), other: other + 1 },
})
