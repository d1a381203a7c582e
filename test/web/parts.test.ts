import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReleaseDocument } from '../../src/releases/model.ts'
import { merge, move, setRole, split, toDocument, toParts } from '../../src/web/screens/submit/parts.ts'

const folder = new URL('../releases/parse/fixtures/', import.meta.url)
const expected = readdirSync(folder).filter((name) => name.endsWith('.expected.json'))
const documentOf = (name: string): ReleaseDocument =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')).document

const document: ReleaseDocument = {
  kind: 'statement',
  letterhead: ['KINGDOM'],
  unit: null,
  reference: null,
  title: 'First',
  blocks: [
    { type: 'paragraph', text: 'Second' },
    { type: 'paragraph', text: 'Phnom Penh, 3 March 2024' },
  ],
  dateline: null,
}
const parts = toParts(document)
const keyOf = (text: string) => parts.find((part) => part.text === text)!.key

describe('a page of lines', () => {
  it.each(expected)('is the document that it was made of: %s', (name) => {
    const known = documentOf(name)
    expect(toDocument(known.kind, toParts(known))).toEqual(known)
  })

  it('has one title: what was it becomes a paragraph, and the new one goes to its place', () => {
    expect(toDocument('statement', setRole(parts, keyOf('Second'), 'title'))).toMatchObject({
      title: 'Second',
      blocks: [{ type: 'paragraph', text: 'First' }, { text: 'Phnom Penh, 3 March 2024' }],
    })
  })

  it('reads place and day out of a line that is said to be the dateline', () => {
    const { dateline } = toDocument(
      'statement',
      setRole(parts, keyOf('Phnom Penh, 3 March 2024'), 'dateline'),
    )
    expect(dateline).toEqual({ place: 'Phnom Penh', date: '2024-03-03', text: 'Phnom Penh, 3 March 2024' })
  })

  it('loses no letter when a line is split and joined again, at any place', () => {
    const key = keyOf('Phnom Penh, 3 March 2024')
    for (let caret = 0; caret <= 24; caret++) {
      const halves = split(parts, key, caret)
      const whole = toDocument('statement', merge(halves.parts, halves.key).parts).blocks.at(-1)!.text
      expect(whole.replaceAll(' ', '')).toBe('PhnomPenh,3March2024')
    }
  })

  it('changes the order of its lines', () => {
    const moved = toDocument('statement', move(parts, keyOf('Second'), 1))
    expect(moved.blocks.map(({ text }) => text)).toEqual(['Phnom Penh, 3 March 2024', 'Second'])
  })
})
