import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { lookUp } from '../../src/translation/lookup.ts'
import { forgetMemory, listMemories, setPenalty } from '../../src/translation/memories.ts'
import { type ImportedPair, importUnits, inOrder, memoryEngine } from '../../src/translation/memory.ts'
import { importConcepts } from '../../src/translation/termbase.ts'
import { type Office, openOffice } from '../support/office.ts'
import { approveAs, inReview, openTeam, submit, type Team, translate } from '../support/release.ts'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})

const remember = (target: 'km' | 'ja', pairs: ImportedPair[], name = 'elsewhere') =>
  importUnits(office.deps.db, target, name, pairs, 0)

const best = async (target: 'km' | 'ja', text: string, kind: string | null = null) => {
  const [matches] = await lookUp(office.deps.db, { target, kind }, [{ text }])
  return matches![0]
}

const person = (en: string, km: string, ja: string) => ({
  kind: 'person' as const,
  confirmed: ['km' as const, 'ja' as const],
  terms: [
    { locale: 'en' as const, text: en, status: 'preferred' as const },
    { locale: 'km' as const, text: km, status: 'preferred' as const },
    { locale: 'ja' as const, text: ja, status: 'preferred' as const },
  ],
})

const knowPeople = () =>
  importConcepts(office.deps.db, [
    person('SOK Chenda Sophea', 'សុខ ចិន្តាសោភា', 'ソック・チェンダ・サオピア'),
    person('PRAK Sokhonn', 'ប្រាក់ សុខុន', 'プラック・ソコン'),
    person('KAMIKAWA Yoko', 'កាមិកាវ៉ា យ៉ូកុ', '上川陽子'),
  ])

describe('the same pair in two imported memories', () => {
  const pairs = [
    { source: 'The two sides met.', target: 'ភាគីទាំងពីរបានជួបគ្នា។' },
    { source: 'Both left.', target: 'ទាំងពីរបានចាកចេញ។' },
  ]
  const kept = async () =>
    (
      await office.deps.db
        .selectFrom('memory_unit')
        .select(['source', 'imported_from'])
        .orderBy('source')
        .execute()
    ).map(({ source, imported_from }) => `${imported_from}: ${source}`)

  it('is one unit, and stays where it was; another translation of it is another unit', async () => {
    expect(await remember('km', pairs, 'first')).toBe(2)
    const other = { source: 'Both left.', target: 'ពួកគេបានចាកចេញ។' }
    expect(await remember('km', [...pairs, other, ...pairs], 'second')).toBe(1)
    expect(await remember('ja', pairs, 'second')).toBe(2)
    expect(await office.deps.db.selectFrom('memory_unit').select('id').execute()).toHaveLength(5)
    expect((await kept()).filter((unit) => unit.startsWith('first'))).toHaveLength(2)
  })

  it('belongs to the one that is trusted more', async () => {
    await remember('km', pairs, 'doubtful')
    await office.deps.db.updateTable('memory').set({ penalty: 10 }).execute()
    expect(await best('km', 'The two sides met.')).toMatchObject({ score: 90 })
    expect(await remember('km', pairs.slice(0, 1), 'trusted')).toBe(1)
    expect(await kept()).toEqual(['doubtful: Both left.', 'trusted: The two sides met.'])
    expect(await best('km', 'The two sides met.')).toMatchObject({ score: 100 })
    expect(await remember('km', pairs, 'doubtful')).toBe(0)
    expect(await kept()).toEqual(['doubtful: Both left.', 'trusted: The two sides met.'])
  })
})

describe('a look-up', () => {
  it('gives the same text, and 101 for the same text between the same neighbours', async () => {
    const sources = ['First.', 'The two sides met.', 'Last.']
    await remember('km', inOrder(sources.map((source, i) => ({ source, target: `ក${i}` }))))
    const ask = (segments: string[]) =>
      memoryEngine(office.deps.db).draft({
        source: 'en',
        target: 'km',
        kind: 'press-release',
        segments: segments.map((text, i) => ({ id: String(i), text })),
      })
    expect((await ask(sources)).map(({ score, text }) => [score, text])).toEqual([
      [101, 'ក0'],
      [101, 'ក1'],
      [101, 'ក2'],
    ])
    expect((await ask(['Other.', 'The two sides met.', 'Last.'])).map(({ score }) => score)).toEqual([
      null,
      100,
      101,
    ])
  })

  it('knows the neighbours of a segment that is drafted alone by its whole release', async () => {
    const sources = ['First.', 'The two sides met.', 'Last.']
    await remember('km', inOrder(sources.map((source, i) => ({ source, target: `ក${i}` }))))
    const release = sources.map((text, i) => ({ id: String(i), type: 'paragraph', text }))
    const drafts = await memoryEngine(office.deps.db).draft({
      source: 'en',
      target: 'km',
      kind: 'press-release',
      segments: [release[1]!],
      context: release,
    })
    expect(drafts).toMatchObject([{ segmentId: '1', score: 101, text: 'ក1' }])
  })

  it('prefers the translation that stood between the same neighbours, of however many', async () => {
    await remember(
      'km',
      [...'កខគឃង'].map((target, i) => ({
        source: 'Thank you.',
        target,
        neighbours: { before: `Before ${i}`, after: 'After' },
      })),
    )
    const query = { text: 'Thank you.', neighbours: { before: 'Before 0', after: 'After' } }
    const [matches] = await lookUp(office.deps.db, { target: 'km', kind: null }, [query])
    expect(matches!.map(({ score, text }) => [score, text])).toEqual([
      [101, 'ក'],
      [100, 'ង'],
      [100, 'ឃ'],
    ])
  })

  it('gives the best five of 70% and more, best first, and shows where each differs', async () => {
    const words = 'one two three four five six seven eight nine ten'.split(' ')
    const changed = (n: number) => words.map((word, i) => (i < n ? `other${word}` : word)).join(' ')
    await remember(
      'km',
      [0, 1, 2, 3, 4, 5].map((n) => ({ source: `${changed(n)} end`, target: `ក${n}` })),
    )
    const [matches] = await lookUp(office.deps.db, { target: 'km', kind: null }, [
      { text: `${changed(1)} end` },
    ])
    expect(matches!.map(({ score, text }) => [score, text])).toEqual([
      [100, 'ក1'],
      [90, 'ក2'],
      [90, 'ក0'],
      [81, 'ក3'],
      [72, 'ក4'],
    ])
    expect(matches![2]!.changed).toEqual({ unit: [[0, 3]], segment: [[0, 8]] })
  })

  it('answers for a whole release at once, each segment with its own', async () => {
    const pairs = Array.from({ length: 60 }, (_, i) => ({
      source: `Item ${'abc'[i % 3]}${i} of the list`,
      target: `ក${i}`,
    }))
    await remember('km', pairs)
    const matches = await lookUp(
      office.deps.db,
      { target: 'km', kind: null },
      pairs.map(({ source }) => ({ text: source })),
    )
    expect(matches.map(([match]) => match?.text)).toEqual(pairs.map(({ target }) => target))
  })

  it('keeps the locales apart, and finds nothing in an empty text or an empty memory', async () => {
    expect(await best('km', 'The two sides met in Tokyo.')).toBeUndefined()
    await remember('ja', [{ source: 'The two sides met in Tokyo.', target: '双方は東京で会談しました。' }])
    expect(await best('km', 'The two sides met in Tokyo.')).toBeUndefined()
    expect(await best('ja', '**')).toBeUndefined()
    expect(await lookUp(office.deps.db, { target: 'ja', kind: null }, [])).toEqual([])
  })

  it('finds a near text also when everything around it is common', async () => {
    const common = Array.from({ length: 300 }, (_, i) => ({
      source: `The Ministry of Foreign Affairs and International Cooperation said item ${String.fromCharCode(97 + (i % 26))}${i}`,
      target: `ក${i}`,
    }))
    await remember('km', common)
    await sql`analyze memory_source`.execute(office.deps.db)
    const match = await best(
      'km',
      'The Ministry of Foreign Affairs and International Cooperation said nothing',
    )
    expect(match!.score).toBeGreaterThanOrEqual(70)
  })
})

describe('a segment that differs in a value only', () => {
  it.each([
    ['km', 'នៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤ ភាគីទាំងពីរបានជួបគ្នា។', 'នៅថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣ ភាគីទាំងពីរបានជួបគ្នា។'],
    ['ja', '2024年3月3日、双方は会談しました。', '2023年12月17日、双方は会談しました。'],
    ['ja', '令和6年3月3日、双方は会談しました。', '令和5年12月17日、双方は会談しました。'],
  ] as const)('has its date in the official form already (%s)', async (locale, target, wanted) => {
    await remember(locale, [{ source: 'On 3 March 2024 the two sides met.', target }])
    const match = await best(locale, 'On 17 December 2023 the two sides met.')
    expect(match).toMatchObject({ score: 96, text: wanted })
    expect(match!.replaced).toHaveLength(1)
    expect(wanted).toContain(match!.replaced![0]!.to)
    expect(target).toContain(match!.replaced![0]!.from)
    expect(match!.unit.target).toBe(target)
  })

  it.each([
    ['km', 'March 2024', 'ខែមីនា ឆ្នាំ២០២៤', 'December 2023', 'ខែធ្នូ ឆ្នាំ២០២៣'],
    ['ja', '2024', '2024年', '2023', '2023年'],
    ['km', '70th', 'លើកទី៧០', '71st', 'លើកទី៧១'],
    ['ja', '1,500', '1,500', '12,000', '12,000'],
    ['km', '1,500', '១.៥០០', '12,000', '១២.០០០'],
    ['ja', '5 million', '500万', '6 million', '600万'],
    ['ja', '50%', '50%', '35%', '35%'],
  ] as const)('has its months, years and numbers too (%s %s)', async (locale, from, written, to, wanted) => {
    const source = (value: string) => `The meeting in the list is the ${value} one of all.`
    await remember(locale, [{ source: source(from), target: `A ${written} B` }])
    expect(await best(locale, source(to))).toMatchObject({
      text: `A ${wanted} B`,
      replaced: [{ from: expect.any(String), to: expect.any(String) }],
    })
  })

  it('has its people by the names of the termbase', async () => {
    await knowPeople()
    const source = (name: string) =>
      `His Excellency **${name}** met Her Excellency **KAMIKAWA Yoko** in Tokyo.`
    await remember('km', [
      {
        source: source('SOK Chenda Sophea'),
        target: 'ឯកឧត្តម **សុខ ចិន្តាសោភា** បានជួប លោកជំទាវ **កាមិកាវ៉ា យ៉ូកុ** នៅទីក្រុងតូក្យូ។',
      },
    ])
    expect(await best('km', source('PRAK Sokhonn'))).toMatchObject({
      text: 'ឯកឧត្តម **ប្រាក់ សុខុន** បានជួប លោកជំទាវ **កាមិកាវ៉ា យ៉ូកុ** នៅទីក្រុងតូក្យូ។',
      replaced: [{ from: 'សុខ ចិន្តាសោភា', to: 'ប្រាក់ សុខុន' }],
    })
    // Somebody whom the termbase does not know stays to be written by a person.
    const unknown = await best('km', source('TEP Vanna'))
    expect(unknown!.text).toContain('សុខ ចិន្តាសោភា')
    expect(unknown!.replaced).toBeUndefined()
  })

  it('has people who change places in the right places', async () => {
    await knowPeople()
    const source = (a: string, b: string) => `${a} welcomed ${b} at the airport in Phnom Penh.`
    await remember('ja', [
      {
        source: source('PRAK Sokhonn', 'KAMIKAWA Yoko'),
        target: 'プラック・ソコン氏は上川陽子氏をプノンペンの空港で出迎えました。',
      },
    ])
    expect(await best('ja', source('KAMIKAWA Yoko', 'PRAK Sokhonn'))).toMatchObject({
      text: '上川陽子氏はプラック・ソコン氏をプノンペンの空港で出迎えました。',
    })
  })

  it.each([
    ['From 5 provinces came', 'people to 5 schools there.', '5州から5人が5校に来ました。'],
    ['From five provinces came', 'people, as many as were asked.', '5州から5人が来ました。'],
  ])('keeps the old value where it cannot tell its place: %s', async (before, after, target) => {
    await remember('ja', [{ source: `${before} 5 ${after}`, target }])
    const match = await best('ja', `${before} 7 ${after}`)
    expect(match!.text).toBe(target)
    expect(match!.replaced).toBeUndefined()
  })

  it('does not write a whole date into a range', async () => {
    await remember('km', [
      {
        source: 'The meeting from 12 to 14 November 2022 went well for all.',
        target: 'កិច្ចប្រជុំពីថ្ងៃទី១២ ដល់ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០២២ បានប្រព្រឹត្តទៅដោយល្អ។',
      },
    ])
    const match = await best('km', 'The meeting from 13 to 14 November 2022 went well for all.')
    expect(match!.text).not.toContain('១៣ ខែវិច្ឆិកា ឆ្នាំ២០២២ ដល់')
  })
})

describe('bold', () => {
  it('is put around the same names, with their honorific where the source has it so', async () => {
    await knowPeople()
    await remember('km', [
      {
        source: 'Her Excellency KAMIKAWA Yoko thanked the hosts for the warm welcome.',
        target: 'លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ បានថ្លែងអំណរគុណម្ចាស់ផ្ទះ។',
      },
    ])
    expect(
      await best('km', 'Her Excellency **KAMIKAWA Yoko** thanked the hosts for the warm welcome.'),
    ).toMatchObject({
      score: 99,
      text: 'លោកជំទាវ **កាមិកាវ៉ា យ៉ូកុ** បានថ្លែងអំណរគុណម្ចាស់ផ្ទះ។',
      bold: { placed: 1, open: 0 },
    })
    expect(
      await best('km', '**Her Excellency KAMIKAWA Yoko** thanked the hosts for the warm welcome.'),
    ).toMatchObject({
      text: '**លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ** បានថ្លែងអំណរគុណម្ចាស់ផ្ទះ។',
    })
    expect(
      await best('km', 'Her Excellency KAMIKAWA Yoko thanked the hosts for the **warm** welcome.'),
    ).toMatchObject({
      text: 'លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ បានថ្លែងអំណរគុណម្ចាស់ផ្ទះ។',
      bold: { placed: 0, open: 1 },
    })
  })

  it('goes where the source has none, and is around everything where all of the source is bold', async () => {
    await remember('ja', [{ source: '**MINISTRY OF FOREIGN AFFAIRS**', target: '**外務省**' }])
    expect(await best('ja', 'MINISTRY OF FOREIGN AFFAIRS')).toMatchObject({ score: 99, text: '外務省' })
    await remember('ja', [{ source: 'Ministry of the Interior', target: '内務省' }])
    expect(await best('ja', '**Ministry of the Interior**')).toMatchObject({ score: 99, text: '**内務省**' })
  })
})

it('an imported memory fills nothing by itself until it is trusted, and can be forgotten', async () => {
  const { deps, person } = office
  const administrator = await person({ role: 'administrator', locale: null })
  const pairs = [{ source: 'The two sides met in Tokyo.', target: '双方は東京で会談しました。' }]
  await importUnits(deps.db, 'ja', 'an agency', pairs)
  expect(await best('ja', pairs[0]!.source)).toMatchObject({ score: 95, raw: 100 })
  const [memory] = await listMemories(deps.db)
  await forgetMemory(deps.db, administrator, memory!.id)
  expect(await best('ja', pairs[0]!.source)).toBeUndefined()
  expect(await listMemories(deps.db)).toEqual([])
  await expect(forgetMemory(deps.db, administrator, memory!.id)).rejects.toMatchObject({
    code: 'memory-unknown',
  })
  const told = await deps.db
    .selectFrom('audit_event')
    .select(['actor_id', 'details'])
    .where('action', '=', 'memory-forgotten')
    .execute()
  expect(told).toEqual([{ actor_id: administrator.id, details: { name: 'an agency' } }])
})

describe('a penalty', () => {
  const [source, target] = ['The two sides met in Tokyo.', '双方は東京で会談しました。']

  it('of an imported memory keeps its matches from filling by themselves, only where its owner says so', async () => {
    const { deps, person } = office
    const administrator = await person({ role: 'administrator', locale: null })
    await remember('ja', inOrder([{ source, target }]), 'an agency')
    expect(await best('ja', source)).toMatchObject({ score: 100, raw: 100 })
    const [memory] = await listMemories(deps.db)
    await setPenalty(deps.db, administrator, memory!.id, 5)
    expect(await best('ja', source)).toMatchObject({
      score: 95,
      raw: 100,
      penalties: [{ for: 'imported', points: 5 }],
    })
    // Also between the same neighbours.
    const query = { text: source, neighbours: { before: null, after: null } }
    const [matches] = await lookUp(deps.db, { target: 'ja', kind: null }, [query])
    expect(matches).toMatchObject([{ score: 95, raw: 101 }])
    const events = await deps.db
      .selectFrom('audit_event')
      .select(['actor_id', 'details'])
      .where('action', '=', 'memory-penalty-set')
      .execute()
    expect(events).toEqual([{ actor_id: administrator.id, details: { name: 'an agency', penalty: 5 } }])
  })

  it('is set by an administrator alone, on a memory that is there', async () => {
    await remember('ja', [{ source, target }])
    const [memory] = await listMemories(office.deps.db)
    const translator = await office.person({ role: 'translator', locale: 'ja' })
    const patch = (id: string) => setPenalty(office.deps.db, translator, id, 1)
    await expect(patch('00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      code: 'memory-unknown',
    })
    const answer = await office.app.inject({
      method: 'PATCH',
      url: `/api/memory/imported/${memory!.id}`,
      payload: { penalty: 3 },
    })
    expect(answer.statusCode).toBe(401)
  })
})

describe('the memory', () => {
  let team: Team

  const units = async () =>
    (
      await office.deps.db
        .selectFrom('memory_unit')
        .select(['source', 'target', 'target_locale', 'translation_id', 'segment_id'])
        .orderBy('id')
        .execute()
    ).filter(({ translation_id }) => translation_id !== null)

  const welcome = 'The Minister welcomed the guests on 3 March 2024.'

  const approved = async (slug = 'guests') => {
    await submit(office, team.officer, { slug })
    await translate(office, team.translator, slug, 'km')
    await approveAs(office, team.reviewer, slug, 'km')
  }

  beforeEach(async () => {
    team = await openTeam(office)
    await office.work('translate', 'review')
  })

  it('learns what was approved with the approval, and nothing before it', async () => {
    await submit(office, team.officer, { slug: 'guests' })
    await translate(office, team.translator, 'guests', 'km')
    expect(await units()).toEqual([])
    await approveAs(office, team.reviewer, 'guests', 'km')
    const { segments } = await getTranslation(office.deps.db, 'guests', 'km', 'en')
    expect((await units()).map(({ source, target }) => [source, target])).toEqual(
      segments.map(({ source, target }) => [source, target]),
    )
    expect(await best('km', welcome, 'press-release')).toMatchObject({
      score: 100,
      unit: { importedFrom: null },
    })
    expect(await best('ja', welcome)).toBeUndefined()
  })

  it('drafts the next release from it: all of the same text fills by itself', async () => {
    await approved()
    await submit(office, team.officer, { slug: 'again' })
    const { segments } = await inReview(office, 'again', 'km')
    expect(segments.map(({ origin, target }) => [origin, target !== ''])).toEqual(
      segments.map(() => ['memory 101', true]),
    )
  })

  it('learns from two hands at once that bring texts in common in other orders', async () => {
    const { db } = office.deps
    const pairs = Array.from({ length: 1500 }, (_, i) => ({ source: `Text ${i}`, target: `ក${i}` }))
    const both = [pairs, pairs.toReversed()].map((list, i) => importUnits(db, 'km', `memory ${i}`, list))
    expect((await Promise.all(both)).sort()).toEqual([0, 1500])
  })

  it('takes a point off what stood in another kind of release', async () => {
    await approved()
    expect(await best('km', welcome, 'joint-statement')).toMatchObject({
      score: 99,
      raw: 100,
      penalties: [{ for: 'kind', points: 1 }],
    })
  })

  it('forgets a release that is withdrawn, and keeps what another release says too', async () => {
    await approved('first')
    await approved('second')
    const all = await units()
    await sql`update release set status = 'withdrawn' where slug = 'first'`.execute(office.deps.db)
    expect(await units()).toHaveLength(all.length / 2)
    expect(await best('km', welcome)).toMatchObject({ score: 100 })
    await sql`update release set status = 'withdrawn' where slug = 'second'`.execute(office.deps.db)
    expect(await units()).toEqual([])
    expect(await best('km', welcome)).toBeUndefined()
  })

  it('keeps them where the withdrawal fails', async () => {
    await approved()
    const before = await units()
    await office.deps.db
      .transaction()
      .execute(async (trx) => {
        await sql`update release set status = 'withdrawn'`.execute(trx)
        throw new Error('no')
      })
      .catch(() => {})
    expect(await units()).toEqual(before)
  })

  it('forgets a translation whose approval falls, and learns the mended text with the next approval', async () => {
    await approved()
    const { segments } = await getTranslation(office.deps.db, 'guests', 'km', 'en')
    const { id, target, version } = segments.find(({ source }) => source === welcome)!
    const mended = target.replace('បានស្វាគមន៍', 'បានទទួលស្វាគមន៍')
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, text: mended, version },
    ])
    expect(await units()).toEqual([])
    await approveAs(office, team.reviewer, 'guests', 'km')
    const learnt = (await units()).filter(({ source }) => source === welcome)
    expect(learnt.map((unit) => unit.target)).toEqual([mended])
  })

  it('takes no unapproved text, by whatever hand', async () => {
    await submit(office, team.officer, { slug: 'guests' })
    await translate(office, team.translator, 'guests', 'km')
    const { db } = office.deps
    const insert = (target = sql`g.text`, source = sql`s.text`) =>
      sql`insert into memory_unit (source_locale, target_locale, source, target, translation_id, segment_id)
          select 'en', t.locale, ${source}, ${target}, t.id, s.id
          from translation t join target g on g.translation_id = t.id join segment s on s.id = g.segment_id
          where t.locale = 'km' and s.text = ${welcome}`.execute(db)
    await sql`insert into memory_source (source_locale, target_locale, sha256, tokens, grams)
              values ('en', 'km', text_sha256(${welcome}), 1, '{}'), ('en', 'km', text_sha256('x'), 1, '{}')`.execute(
      db,
    )
    await expect(insert()).rejects.toThrow('approved text only')
    await approveAs(office, team.reviewer, 'guests', 'km')
    await sql`delete from memory_unit`.execute(db)
    await expect(insert(sql`g.text || '!'`)).rejects.toThrow('approved text only')
    await expect(insert(sql`g.text`, sql`'x'`)).rejects.toThrow('approved text only')
    await insert()
    await expect(sql`update memory_unit set target = 'x'`.execute(db)).rejects.toThrow('never change')
    await sql`delete from memory_unit`.execute(db)
    await sql`update release set status = 'withdrawn'`.execute(db)
    await expect(insert()).rejects.toThrow('approved text only')
  })

  it('takes nothing that an edit or a withdrawal at the same moment takes back', async () => {
    await submit(office, team.officer, { slug: 'guests' })
    for (let round = 0; round < 6; round++) {
      await translate(office, team.translator, 'guests', 'km')
      const { segments } = await inReview(office, 'guests', 'km')
      const { id, target, version } = segments.find(({ source }) => source === welcome)!
      await Promise.allSettled([
        approveAs(office, team.reviewer, 'guests', 'km'),
        round < 5
          ? editTargets(office.deps, team.translator, 'guests', 'km', [
              { segmentId: id, text: target.endsWith('។') ? target.slice(0, -1) : `${target}។`, version },
            ])
          : sql`update release set status = 'withdrawn'`.execute(office.deps.db),
      ])
      const { rows } = await sql<{ wrong: number }>`
        select count(*) as wrong from memory_unit u
        join target g using (translation_id, segment_id) join translation t on t.id = u.translation_id
        where u.target <> g.text or t.status <> 'approved'
          or exists (select from release where status = 'withdrawn')`.execute(office.deps.db)
      expect(rows[0]?.wrong).toBe(0)
    }
  })
})
