import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { verifyAudit } from '../../src/audit/verify.ts'
import { asPerson } from '../../src/db/client.ts'
import { addConcept, changeConcept, confirmConcept } from '../../src/translation/curate.ts'
import { termsIn } from '../../src/translation/engines/request.ts'
import { piecesOf } from '../../src/translation/interchange/decode.ts'
import { allUnits, importMemory, importTermbase } from '../../src/translation/interchange/import.ts'
import { readTbx, writeTbx } from '../../src/translation/interchange/tbx.ts'
import { entriesFromJson } from '../../src/translation/interchange/terms-json.ts'
import { readTmx, writeTmx } from '../../src/translation/interchange/tmx.ts'
import { allConcepts, getConcept, searchConcepts } from '../../src/translation/search-terms.ts'
import { type ConceptEntry, conceptsFor, findTerms, importConcepts } from '../../src/translation/termbase.ts'
import { openOffice } from '../support/office.ts'
import { inReview, openTeam, submit } from '../support/release.ts'
import { signIn } from '../support/session.ts'

const sample = entriesFromJson(
  JSON.parse(readFileSync(new URL('../../samples/termbase.json', import.meta.url), 'utf8')),
)

const minister = (name: string, km: string, validFrom?: string, validTo?: string): ConceptEntry => ({
  kind: 'person',
  validFrom,
  validTo,
  terms: [
    { locale: 'en', text: name, status: 'preferred' },
    { locale: 'km', text: km, status: 'preferred' },
  ],
  confirmed: ['km'],
})

const actions = async (office: Awaited<ReturnType<typeof openOffice>>) =>
  (await office.deps.db.selectFrom('audit_event').select(['action', 'actor_id']).orderBy('seq').execute())
    .filter(({ action }) => /^(?:concept|term|confirmation)/.test(action))
    .map(({ action }) => action)

const text = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join('')

describe('terms are found', () => {
  it('as they were valid on the day of the release', async () => {
    const { deps } = await openOffice()
    await importConcepts(deps.db, [
      minister('Foreign Minister', 'ប្រាក់ សុខុន', undefined, '2023-08-21'),
      minister('Foreign Minister', 'សុខ ចិន្តាសោភា', '2023-08-22', '2024-11-20'),
      minister('Foreign Minister', 'ប្រាក់ សុខុន', '2024-11-21'),
    ])
    const on = async (day: string) => {
      const sources = ['The Foreign Minister spoke.']
      const [found] = findTerms(
        sources.map((source) => ({ source })),
        await conceptsFor(deps.db, sources, 'km', day),
        'km',
      )
      return found!.map(({ start, end, forms }) => [sources[0]!.slice(start, end), forms[0]!.text])
    }
    expect(await on('2023-08-21')).toEqual([['Foreign Minister', 'ប្រាក់ សុខុន']])
    expect(await on('2023-08-22')).toEqual([['Foreign Minister', 'សុខ ចិន្តាសោភា']])
    expect(await on('2024-11-20')).toEqual([['Foreign Minister', 'សុខ ចិន្តាសោភា']])
    expect(await on('2024-11-21')).toEqual([['Foreign Minister', 'ប្រាក់ សុខុន']])
  })

  it('in the segments of a translation, with offsets in the text as it is written', async () => {
    const office = await openOffice()
    await importConcepts(office.deps.db, sample)
    await office.work('translate', 'review')
    const team = await openTeam(office)
    await submit(office, team.officer, { slug: 'guests', title: 'The **Kingdom of Cambodia** and Japan' })
    const { segments } = await inReview(office, 'guests', 'ja')
    const title = segments.find(({ type }) => type === 'title')!
    expect(
      title.terms!.map(({ start, end, concept, forms }) => [
        title.source.slice(start, end),
        concept.status,
        forms.find(({ status }) => status === 'preferred')?.text,
      ]),
    ).toEqual([
      ['Kingdom of Cambodia', 'confirmed', 'カンボジア王国'],
      ['Japan', 'confirmed', '日本'],
    ])
  })

  it('with the form that suits: the full one where the text mentions it first, the short one after', async () => {
    const office = await openOffice()
    await importConcepts(office.deps.db, [
      {
        kind: 'title',
        terms: [
          { locale: 'en', text: 'Minister', status: 'preferred' },
          { locale: 'km', text: 'លោក', status: 'preferred', mention: 'later' },
          { locale: 'km', text: 'លោករដ្ឋមន្ត្រី', status: 'preferred', mention: 'first' },
        ],
        confirmed: ['km'],
      },
    ])
    const lines = [
      { source: 'The Minister meets guests', type: 'title' },
      { source: 'The Minister met the Minister.', type: 'paragraph' },
      { source: 'The Minister left.', type: 'paragraph' },
    ]
    const sources = lines.map(({ source }) => source)
    const concepts = await conceptsFor(office.deps.db, sources, 'km', '2024-01-01')
    expect(
      findTerms(lines, concepts, 'km')
        .flat()
        .map(({ mention, forms }) => [mention, forms[0]!.text]),
    ).toEqual([
      ['first', 'លោករដ្ឋមន្ត្រី'],
      ['first', 'លោករដ្ឋមន្ត្រី'],
      ['later', 'លោក'],
      ['later', 'លោក'],
    ])
    expect(termsIn(concepts, sources, 'km')).toMatchObject([{ target: 'លោករដ្ឋមន្ត្រី', later: 'លោក' }])
  })

  it('by their first word, in the singular and the plural', async () => {
    const { deps } = await openOffice()
    await importConcepts(deps.db, [
      minister('delegate', 'គណៈប្រតិភូ'),
      minister('duty of care', 'កាតព្វកិច្ច'),
      minister('Head of a Party', 'ប្រធាន'),
    ])
    const words = async (source: string) =>
      (await conceptsFor(deps.db, [source], 'km', '2024-01-01')).map(({ terms }) => terms[0]!.text)
    expect(await words('Delegates left.')).toEqual(['delegate'])
    expect(await words('Their duties of care')).toEqual(['duty of care'])
    expect(await words('Heads of a Parties')).toEqual(['Head of a Party'])
    expect(await words('Heads of a State')).toEqual([])
    expect(await words('Nothing of it')).toEqual([])
  })

  it('in every form that English gives them, by the database as in the text', async () => {
    const { deps } = await openOffice()
    const entry = (text: string, partOfSpeech?: 'verb'): ConceptEntry => ({
      kind: 'phrase',
      terms: [
        { locale: 'en', text, status: 'preferred', ...(partOfSpeech && { partOfSpeech }) },
        { locale: 'km', text: `ខ្មែរ ${text}`, status: 'preferred' },
      ],
      confirmed: ['km'],
    })
    await importConcepts(deps.db, [
      entry('Minister of Foreign Affairs'),
      entry('Deputy Prime Minister of State'),
      entry('memorandum of understanding'),
      entry('Secretary-General'),
      entry('crisis'),
      entry('spokeswoman'),
      entry('open door'),
      entry('reaffirm', 'verb'),
      entry('pay tribute to', 'verb'),
      entry('commit', 'verb'),
      entry('fly', 'verb'),
      entry('Woman minister'),
    ])
    const found = async (source: string) => {
      const concepts = await conceptsFor(deps.db, [source], 'km', '2024-01-01')
      return findTerms([{ source }], concepts, 'km')[0]!.map(({ start, end }) => source.slice(start, end))
    }
    expect(await found('the Ministers of Foreign Affairs’ meeting')).toEqual(['Ministers of Foreign Affairs'])
    expect(await found('two Deputy Prime Ministers of State')).toEqual(['Deputy Prime Ministers of State'])
    expect(await found('six memoranda of understanding')).toEqual(['memoranda of understanding'])
    expect(await found('former Secretaries-General')).toEqual(['Secretaries-General'])
    expect(await found('crises, the spokeswomen')).toEqual(['crises', 'spokeswomen'])
    expect(await found('He reaffirmed it, paying tribute to them')).toEqual([
      'reaffirmed',
      'paying tribute to',
    ])
    expect(await found('They committed and paid tribute to him')).toEqual(['committed', 'paid tribute to'])
    expect(await found('Women ministers flew home')).toEqual(['Women ministers', 'flew'])
    // A form of another word, and a noun that no term has as its head.
    expect(await found('She opens doors, comes of the crisp committee')).toEqual([])
  })
})

it('a term is found in the plural, and capitals count as it says', () => {
  const concept = (text: string, matchCase?: boolean) => ({
    id: text,
    kind: 'phrase' as const,
    status: 'confirmed' as const,
    terms: [
      {
        locale: 'en' as const,
        text,
        status: 'preferred' as const,
        ...(matchCase !== undefined && { matchCase }),
      },
      { locale: 'km' as const, text: 'ក', status: 'preferred' as const },
    ],
  })
  const found = (text: string, ...concepts: ReturnType<typeof concept>[]) =>
    findTerms([{ source: text }], concepts, 'km')[0]!.map(({ start, end }) => text.slice(start, end))
  expect(
    found('Two joint statements, third parties', concept('joint statement'), concept('third party')),
  ).toEqual(['joint statements', 'third parties'])
  expect(found('the press and the Press', concept('Press', true))).toEqual(['Press'])
  expect(found('the press and the Press', concept('Press', false))).toEqual(['press', 'Press'])
  expect(found('in may, in May', concept('May'))).toEqual(['May'])
})

describe('who vouches for a term', () => {
  it('is a reviewer of its locale, and only for the words that they saw', async () => {
    const office = await openOffice()
    const { deps } = office
    const km = await office.person({ role: 'reviewer', locale: 'km' })
    const ja = await office.person({ role: 'reviewer', locale: 'ja' })
    const concept = await addConcept(deps, ja, {
      kind: 'phrase',
      terms: [
        { locale: 'en', text: 'joint statement', status: 'preferred' },
        { locale: 'km', text: 'សេចក្តីថ្លែងការណ៍រួម', status: 'preferred' },
        { locale: 'ja', text: '共同声明', status: 'preferred' },
      ],
    })
    expect(concept.confirmed).toEqual([])
    await expect((async () => confirmConcept(deps, ja, concept.id, 1, 'km'))()).rejects.toThrow(
      expect.objectContaining({ code: 'not-allowed' }),
    )
    await confirmConcept(deps, ja, concept.id, 1, 'ja')
    expect(await confirmConcept(deps, km, concept.id, 1, 'km')).toMatchObject({ confirmed: ['ja', 'km'] })

    const changed = await changeConcept(deps, km, concept.id, 1, {
      note: 'a note',
      terms: concept.terms.map((term) => (term.locale === 'ja' ? { ...term, text: '共同宣言' } : term)),
    })
    expect(changed).toMatchObject({ confirmed: ['km'], note: 'a note', version: 2 })
    await expect(changeConcept(deps, ja, concept.id, 1, { note: 'mine' })).rejects.toThrow(
      expect.objectContaining({ code: 'status-conflict' }),
    )
    const english = await changeConcept(deps, km, concept.id, 2, {
      terms: changed.terms.map((term) =>
        term.locale === 'en' ? { ...term, text: 'Joint Statement' } : term,
      ),
    })
    expect(english.confirmed).toEqual([])
    expect(await actions(office)).toEqual([
      'concept-added',
      'term-added',
      'term-added',
      'term-added',
      'confirmation-added',
      'confirmation-added',
      'concept-changed',
      'term-removed',
      'confirmation-removed',
      'term-added',
      'concept-changed',
      'term-removed',
      'confirmation-removed',
      'term-added',
    ])
    expect(await verifyAudit(deps.db)).toMatchObject({ whole: true })
  })

  it('is asked by the database itself', async () => {
    const office = await openOffice()
    const { db } = office.deps
    await importConcepts(db, [{ ...minister('A', 'ក'), confirmed: [] }])
    const { id } = await db.selectFrom('concept').select('id').executeTakeFirstOrThrow()
    const someone = await office.person({ role: 'reviewer', locale: 'ja' })
    const confirm = (by: string | null) =>
      asPerson(db, someone.id, (trx) =>
        trx.insertInto('confirmation').values({ concept_id: id, locale: 'km', confirmed_by: by }).execute(),
      )
    await expect(confirm(someone.id)).rejects.toThrow(expect.objectContaining({ code: 'not-a-reviewer' }))
    await expect(confirm(null)).rejects.toThrow(expect.objectContaining({ code: 'not-a-reviewer' }))
    await expect(
      sql`update term set status = 'preferred', text = text where false`.execute(db),
    ).resolves.toBeTruthy()
  })

  it('decides whether a check speaks of an error or asks', async () => {
    const { deps } = await openOffice()
    const entry = minister('Japan', 'ជប៉ុន')
    await importConcepts(deps.db, [{ ...entry, confirmed: [] }])
    const status = async () => (await conceptsFor(deps.db, ['Japan'], 'km', '2024-01-01'))[0]!.status
    expect(await status()).toBe('candidate')
    await deps.db.deleteFrom('concept').execute()
    await importConcepts(deps.db, [entry])
    expect(await status()).toBe('confirmed')
  })
})

describe('over HTTP', () => {
  it('terms are searched in three scripts, added, changed, confirmed and taken out', async () => {
    const office = await openOffice()
    await importConcepts(office.deps.db, sample)
    const reviewer = await signIn(office, await office.person({ role: 'reviewer', locale: 'km' }))
    const translator = await signIn(office, await office.person({ role: 'translator', locale: 'km' }))
    const search = async (q: string, more = '') =>
      (
        await office.app.inject({ url: `/api/terms?q=${encodeURIComponent(q)}${more}`, headers: translator })
      ).json() as { terms: { text: string }[] }[]
    const first = async (q: string, more?: string) => (await search(q, more))[0]?.terms[0]?.text
    expect(await first('comprehensive strategic')).toBe('Comprehensive Strategic Partnership')
    expect(await first('គ្រប់ជ្រុងជ្រោយ')).toBe('Comprehensive Strategic Partnership')
    expect(await first('包括的戦略的')).toBe('Comprehensive Strategic Partnership')
    expect(await first('ｶﾝﾎﾞｼﾞｱ王国')).toBe('KINGDOM OF CAMBODIA')
    expect(await search('包括的', '&locale=km')).toEqual([])
    expect(await search('100%_')).toEqual([])

    const send = (
      method: 'POST' | 'PATCH' | 'DELETE',
      url: string,
      headers: { authorization: string },
      payload?: object,
    ) => office.app.inject({ method, url, headers, ...(payload && { payload }) })
    const words = {
      kind: 'event',
      validFrom: '2024-01-01',
      terms: [
        { locale: 'en', text: 'Water Festival', status: 'preferred' },
        { locale: 'km', text: 'ព្រះរាជពិធីបុណ្យអុំទូក', status: 'preferred', gender: 'neuter', mention: 'first' },
      ],
    }
    expect((await send('POST', '/api/terms', translator, words)).statusCode).toBe(403)
    const made = await send('POST', '/api/terms', reviewer, words)
    expect(made.statusCode).toBe(201)
    const { id } = made.json()
    const twice = await send('POST', '/api/terms', reviewer, {
      ...words,
      terms: [words.terms[0], words.terms[0]],
    })
    expect(twice.json()).toMatchObject({ status: 409, code: 'term-twice' })
    const backwards = await send('POST', '/api/terms', reviewer, { ...words, validTo: '2023-01-01' })
    expect(backwards.json()).toMatchObject({ status: 400, code: 'invalid-request' })
    const confirmed = await send('POST', `/api/terms/${id}/confirmations`, reviewer, {
      locale: 'km',
      version: 1,
    })
    expect(confirmed.json()).toMatchObject({ confirmed: ['km'] })
    const changed = await send('PATCH', `/api/terms/${id}`, reviewer, {
      version: 1,
      validFrom: null,
      note: 'n',
    })
    expect(changed.json()).toMatchObject({ version: 2, note: 'n', confirmed: ['km'] })
    expect(changed.json()).not.toHaveProperty('validFrom')
    expect((await send('DELETE', `/api/terms/${id}`, translator)).statusCode).toBe(403)
    expect((await send('DELETE', `/api/terms/${id}`, reviewer)).statusCode).toBe(204)
    expect((await send('DELETE', `/api/terms/${id}`, reviewer)).json()).toMatchObject({
      code: 'concept-unknown',
    })
  })
})

describe('a termbase and a memory go out and come in', () => {
  it('with nothing lost, and nothing there twice', async () => {
    const [from, to] = [await openOffice(), await openOffice()]
    await importConcepts(from.deps.db, sample)
    const out = await text(writeTbx(allConcepts(from.deps.db)))
    const bring = () => importTermbase(to.deps.db, readTbx(piecesOf(Buffer.from(out))), 'sample.tbx')
    expect(await bring()).toMatchObject({ taken: sample.length, known: 0, left: 0 })
    expect(await bring()).toMatchObject({ taken: sample.length, known: sample.length })
    const kept = async (office: typeof from) =>
      (await Array.fromAsync(allConcepts(office.deps.db))).map(({ id, version, ...concept }) => concept)
    expect(await kept(to)).toEqual(await kept(from))
    const events = await to.deps.db.selectFrom('audit_event').select(['action', 'details']).execute()
    expect(events.map(({ action }) => action)).toEqual(['termbase-imported', 'termbase-imported'])
  })

  it('the memory too', async () => {
    const [from, to] = [await openOffice(), await openOffice()]
    const pairs = [
      { target: 'km' as const, sourceText: '**One**', targetText: '**មួយ**' },
      { target: 'ja' as const, sourceText: '**One**', targetText: '**一**' },
    ]
    async function* entries() {
      for (const value of pairs) yield { line: 1, value }
      yield { problem: { line: 9, code: 'no-source' as const } }
    }
    expect(await importMemory(from.deps.db, entries(), 'elsewhere')).toEqual({
      taken: 2,
      known: 0,
      left: 1,
      problems: [{ line: 9, code: 'no-source' }],
    })
    const out = Buffer.from(await text(writeTmx(allUnits(from.deps.db))))
    expect(await importMemory(to.deps.db, readTmx(piecesOf(out)), 'from')).toMatchObject({
      taken: 2,
      known: 0,
    })
    expect(await Array.fromAsync(allUnits(to.deps.db))).toEqual(pairs)
    expect(await Array.fromAsync(allUnits(to.deps.db, 'ja'))).toEqual(pairs.slice(1))
    expect(await importMemory(to.deps.db, readTmx(piecesOf(out)), 'from')).toMatchObject({
      taken: 2,
      known: 2,
    })
  })
})

it('the concept that a search finds is the one that is kept', async () => {
  const { deps } = await openOffice()
  await importConcepts(deps.db, sample.slice(0, 3))
  const [found] = await searchConcepts(deps.db, { q: 'nation religion', limit: 1, offset: 0 })
  expect(await getConcept(deps.db, found!.id)).toEqual(found)
  expect(found).toMatchObject({ ...sample[1], confirmed: ['ja', 'km'] })
})
