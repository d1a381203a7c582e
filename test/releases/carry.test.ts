import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryOver, countChanges, type Line } from '../../src/releases/carry.ts'

const sentences = [
  'The Minister welcomed the guests on 3 March 2024.',
  'The Minister welcomed the guests on 4 March 2024.',
  'The Minister welcomed all of the guests on 3 March 2024.',
  'Both sides agreed to meet again.',
  'Both sides agreed to meet again in Tokyo.',
  'Nothing else was said.',
]
const line = fc.record({
  type: fc.constantFrom('title' as const, 'paragraph' as const),
  text: fc.constantFrom(...sentences),
}) satisfies fc.Arbitrary<Line>
const lines = fc.array(line, { maxLength: 40 })

const paragraphs = (...texts: string[]): Line[] => texts.map((text) => ({ type: 'paragraph', text }))

describe('what one revision keeps of another', () => {
  it('each segment is in one class, in order, and no earlier one is taken twice', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const from = carryOver(before, after)
        expect(from).toHaveLength(after.length)
        const taken = from.filter((at) => at !== null)
        expect(taken.every((at) => at >= 0 && at < before.length)).toBe(true)
        expect(taken.slice(1).every((at, n) => at > taken[n]!)).toBe(true)
        const counts = countChanges(before, after, from)
        expect(counts.unchanged + counts.changed + counts.new).toBe(after.length)
        expect(counts.unchanged + counts.changed + counts.removed).toBe(before.length)
      }),
    )
  })

  it('of itself it is all', () => {
    fc.assert(
      fc.property(lines, (same) => {
        expect(carryOver(same, same)).toEqual(same.map((_, at) => at))
      }),
    )
  })

  it('a sentence that was put in or taken out leaves the others as they were', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (before, place) => {
        const at = place % (before.length + 1)
        const added = { type: 'paragraph' as const, text: 'Quite another thing entirely, unheard of.' }
        const after = before.toSpliced(at, 0, added)
        expect(countChanges(before, after, carryOver(before, after))).toMatchObject({
          unchanged: before.length,
          new: 1,
        })
        expect(countChanges(after, before, carryOver(after, before))).toMatchObject({
          unchanged: before.length,
          removed: 1,
        })
      }),
    )
  })

  it('pairs a changed sentence with the one that it was, not with its neighbour', () => {
    const before = paragraphs(sentences[3]!, sentences[0]!, sentences[5]!)
    const after = paragraphs(sentences[3]!, 'A first word about rain.', sentences[2]!, sentences[5]!)
    expect(carryOver(before, after)).toEqual([0, null, 1, 2])
  })

  it('calls new what has little of the old, and what became a sentence from a title', () => {
    const before: Line[] = [
      { type: 'title', text: 'Both sides agreed to meet' },
      ...paragraphs('Nothing else was said.'),
    ]
    const after = paragraphs('Both sides agreed to meet again', 'Rain fell over Tokyo all night long.')
    expect(carryOver(before, after)).toEqual([null, null])
  })

  it('keeps a sentence whose block became another', () => {
    const before = paragraphs('One.', 'Two is here.', 'Three.')
    const after = before.map((one, at): Line => (at === 1 ? { ...one, type: 'quote' } : one))
    expect(carryOver(before, after)).toEqual([0, 1, 2])
  })

  it('takes no long time over 2,000 segments, however much has changed', () => {
    const before = paragraphs(
      ...Array.from({ length: 2000 }, (_, i) => `${sentences[i % 6]} ${sentences[(i * 7) % 6]} Item ${i}.`),
    )
    const versions: Line[][] = [
      before.map((one) => ({ ...one, text: `Now: ${one.text}` })),
      before.map((one) => ({ ...one, text: 'The same again and again.' })),
      before.toReversed(),
    ]
    for (const after of versions) {
      const start = performance.now()
      carryOver(before, after)
      expect(performance.now() - start).toBeLessThan(10_000)
    }
  })
})
