import { describe, expect, it } from 'vitest'
import { text } from '../../../src/i18n.ts'
import { locales } from '../../../src/language/model.ts'
import { warningCodes } from '../../../src/releases/parse/model.ts'
import { parseRelease } from '../../../src/releases/parse/parse.ts'

const warningsOf = async (input: string) => (await parseRelease({ text: input })).warnings

describe('warnings', () => {
  it('each have words in every locale', () => {
    for (const code of warningCodes)
      for (const locale of locales) {
        const said = text(locale, `parse:${code}`, { text: 'Siem Reap' })
        expect(said).toContain('Siem Reap')
        expect(said).not.toContain(code)
      }
  })

  it('say what was kept as a paragraph for want of a better place', async () => {
    const release =
      'PRESS RELEASE\n\nA Title\n\nThe Ministers met in Siem Reap today and agreed to go on.\n\nSOK Chenda Sophea'
    expect(await warningsOf(release)).toEqual([{ code: 'unplaced', params: { text: 'SOK Chenda Sophea' } }])
  })

  it('tell a hyphen that may have been one from a hyphen that was none', async () => {
    const wrapped = (cut: string) =>
      `PRESS RELEASE\n\nA Title\n\nThe two Ministers, who had last met in Siem Reap in May, praised the co-\noperation and the peace-\n${cut} of the year, which both sides wish to see go on for long.`
    const release = `${wrapped('keeping')}\n\nThey thanked the peace-keeping troops.`
    const { document, warnings } = await parseRelease({ text: release })
    expect(document.blocks[0]!.text).toContain('praised the cooperation and the peace-keeping of the year')
    expect(warnings).toEqual([{ code: 'hyphen-joined', params: { text: 'cooperation' } }])
  })
})
