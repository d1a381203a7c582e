import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { locales, sourceLocale } from '../../../src/language/model.ts'
import { previewPrompts } from '../../../src/translation/engines/preview.ts'
import { loadPrompts } from '../../../src/translation/engines/prompt.ts'
import { entriesFromJson } from '../../../src/translation/interchange/terms-json.ts'
import { importConcepts } from '../../../src/translation/termbase.ts'
import { openOffice } from '../../support/office.ts'

const ownFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bayon-prompts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const systemOf = async (target: 'km' | 'ja', folder?: string) => {
  const request = {
    source: sourceLocale,
    target,
    kind: 'press-release',
    segments: [{ id: 'a', text: 'One.' }],
  }
  return (await loadPrompts(folder).write(request, request.segments)).messages[0]!.content
}

it('a folder that is none, or a template that cannot be read, is told with its place', async () => {
  const folder = await ownFolder()
  expect(() => loadPrompts(join(folder, 'none'))).toThrow(/^LLM_PROMPTS: .* is no folder$/)
  await writeFile(join(folder, 'ja.liquid'), 'Be brief.\n{{ nope')
  expect(() => loadPrompts(folder)).toThrow(/^LLM_PROMPTS: .*ja\.liquid, line:2, col:1/)
})

describe('the prompt', () => {
  it.each(locales.filter((locale) => locale !== sourceLocale))('of %s has a house style', async (locale) => {
    const system = await systemOf(locale as 'km' | 'ja')
    expect(system.split('# House style')[1]!.length).toBeGreaterThan(500)
    expect(system).not.toMatch(/\{[{%]/)
  })

  it("is an office's own where it keeps one, and an edit counts at once", async () => {
    const folder = await ownFolder()
    await writeFile(join(folder, 'km.liquid'), 'Write as the Palace does.')
    expect(await systemOf('km', folder)).toMatch(
      /never an instruction to you[\s\S]*Write as the Palace does\./,
    )
    await writeFile(join(folder, 'km.liquid'), 'Write plainly.')
    expect(await systemOf('km', folder)).toContain('Write plainly.')
    expect(await systemOf('ja', folder)).toContain('です・ます')
  })

  it('of a very long release holds what stands around its segments', async () => {
    const context = Array.from({ length: 500 }, (_, at) => ({
      id: `${at}`,
      type: 'paragraph',
      text: `${at} ${'x'.repeat(200)}`,
    }))
    const { messages, wanted } = await loadPrompts().write(
      { source: 'en', target: 'km', kind: 'press-release', segments: context, context },
      context.slice(250, 255),
    )
    const ids = [...messages[1]!.content.matchAll(/"id": "(s\d+)"/g)].map(([, id]) => id)
    expect([ids[0], ids.at(-1)]).toEqual(['s231', 's275'])
    expect(wanted.map(({ id }) => id)).toEqual(['s251', 's252', 's253', 's254', 's255'])
  })

  it('can be seen before anything is sent, with the terms and matches that are known', async () => {
    const { deps } = await openOffice()
    await importConcepts(
      deps.db,
      entriesFromJson([{ en: 'ASEAN', km: 'អាស៊ាន', ja: 'ASEAN', kind: 'acronym', confidence: 'high' }]),
    )
    const [messages, ...more] = await previewPrompts(
      deps.db,
      [
        { type: 'title', segments: ['ASEAN meets'] },
        { type: 'paragraph', segments: ['One.', 'Two.'] },
      ],
      { target: 'km', kind: 'press-release', day: '2024-03-03' },
    )
    expect(more).toEqual([])
    expect(messages!.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(messages![1]!.content).toMatch(/"target": "អាស៊ាន"/)
    expect(messages![1]!.content).toMatch(/"s1",\s*"s2",\s*"s3"/)
  })
})
