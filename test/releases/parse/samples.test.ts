import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../../src/language/sentences.ts'
import { parseRelease } from '../../../src/releases/parse/parse.ts'

const sample = (slug: string) =>
  parseRelease({
    bytes: readFileSync(new URL(`../../../samples/releases/${slug}.txt`, import.meta.url)),
    filename: `${slug}.txt`,
  })

const letterhead = [
  'KINGDOM OF CAMBODIA',
  'NATION RELIGION KING',
  'MINISTRY OF FOREIGN AFFAIRS AND INTERNATIONAL COOPERATION',
]

describe('the sample releases', () => {
  it('reads the release of 2022', async () => {
    const { document, warnings } = await sample('2022-11-12-comprehensive-strategic-partnership')
    const { blocks, ...rest } = document
    expect(rest).toEqual({
      kind: 'press-release',
      letterhead,
      unit: null,
      reference: null,
      title: 'Cambodia, Japan to Elevate Relations to “Comprehensive Strategic Partnership”',
      dateline: { place: 'Phnom Penh', date: '2022-11-12', text: 'Phnom Penh, 12 November 2022' },
    })
    expect(blocks.map((block) => block.type)).toEqual(Array(5).fill('paragraph'))
    expect(blocks.map((block) => splitSentences(block.text, 'en').length)).toEqual([1, 4, 1, 1, 1])
    expect(blocks[0]!.text).toContain('and **His Excellency KISHIDA Fumio**, Prime Minister of Japan,')
    expect(warnings).toEqual([])
  })

  it('reads the release of 2023 and joins the paragraph that a page break cut', async () => {
    const { document, warnings } = await sample('2023-12-18-foreign-ministers')
    const { blocks, ...rest } = document
    expect(rest).toEqual({
      kind: 'press-release',
      letterhead,
      unit: 'General Department of Asia-Pacific',
      reference: null,
      title:
        '“Foreign Ministers of Cambodia and Japan Commit to further deepen the two countries’ Comprehensive Strategic Partnership”',
      dateline: { place: 'Phnom Penh', date: '2023-12-18', text: 'Phnom Penh, 18 December 2023' },
    })
    expect(blocks.map((block) => block.type)).toEqual(Array(6).fill('paragraph'))
    expect(blocks.map((block) => splitSentences(block.text, 'en').length)).toEqual([1, 1, 1, 2, 2, 2])
    expect(blocks[0]!.text).toContain('His Excellency **SOK Chenda Sophea**, Deputy Prime Minister')
    expect(blocks[3]!.text).toContain('Both sides also congratulated the successful convening')
    expect(warnings).toEqual([])
  })
})
