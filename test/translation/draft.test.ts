import { describe, expect, it } from 'vitest'
import { acceptInvitation, invite } from '../../src/accounts/invite.ts'
import type { Role } from '../../src/accounts/roles.ts'
import type { LlmSettings } from '../../src/config.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { draftTranslation } from '../../src/translation/draft.job.ts'
import { entriesFromJson } from '../../src/translation/interchange/terms-json.ts'
import { importUnits } from '../../src/translation/memory.ts'
import { importConcepts } from '../../src/translation/termbase.ts'
import { answering, materialOf, startModel, wellTranslated } from '../support/llm.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import { approveAs, inReview, openTeam, releaseText, submit, translate } from '../support/release.ts'

const openWith = async (answer?: Parameters<typeof startModel>[0], more: Partial<LlmSettings> = {}) => {
  const model = await startModel(answer)
  const engine: LlmSettings = {
    kind: 'llm',
    deadlineSeconds: 20,
    url: model.url,
    model: 'test-model',
    apiKey: 'sk-very-secret',
    temperature: undefined,
    prompts: undefined,
    ...more,
  }
  const office = await openOffice({ settings: { engine } })
  return { office, model, team: await openTeam(office) }
}

/** Somebody with a role who has signed in, asking over HTTP. */
const signIn = async ({ app, deps }: Office, role: Role) => {
  const password = 'a long password for tests'
  const email = `${role}@office.example`
  const link = await invite(deps, [{ role, locale: null }])
  const token = new URL(link).searchParams.get('token')!
  await acceptInvitation(deps, { token, name: role, email, password, locale: 'en' })
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password },
  })
  const authorization = `Bearer ${signedIn.headers['set-auth-token']}`
  return (url: string) => app.inject({ url, headers: { authorization } })
}

describe('with a language model behind the memory', () => {
  it('every segment is drafted, its origin shown, and one person who edits nothing approves', async () => {
    const { office, team, model } = await openWith()
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    expect(segments.length).toBeGreaterThan(5)
    expect(
      segments.every(
        ({ origin, target, draft, editedBy, reason }) =>
          origin === 'llm' && target === draft && target !== '' && editedBy === null && reason === null,
      ),
    ).toBe(true)
    expect(materialOf(model.requests[0]!.request).release.map(({ type }) => type)).toContain('letterhead')
    const { findings } = await inReview(office, 'guests', 'km')
    expect(findings.length).toBeGreaterThan(0)
    await office.deps.db
      .updateTable('finding')
      .set({ waived_by: team.translator.id, waived_reason: 'A made-up text.' })
      .execute()
    await approveAs(office, team.reviewer, 'guests', 'km')
  })

  it('the memory comes first: what it knows exactly is settled, what is alike is shown beside the draft', async () => {
    const { office, team, model } = await openWith((request) =>
      answering(
        wellTranslated(request).map((one) => ({
          ...one,
          target: `ម៉ូដែលបានសរសេរ${'។'.repeat(Number(one.id.slice(1)))}`,
        })),
      ),
    )
    const { db } = office.deps
    await importUnits(
      db,
      'km',
      'test',
      [
        { source: 'Both sides agreed to meet again.', target: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕' },
        {
          source: 'The Minister welcomed the guests on 5 May 2020.',
          target: 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៥ ខែឧសភា ឆ្នាំ២០២០។',
        },
      ],
      0,
    )
    await importConcepts(
      db,
      entriesFromJson([{ en: 'Minister', km: 'រដ្ឋមន្ត្រី', ja: '大臣', kind: 'title', confidence: 'high' }]),
    )
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    const of = (source: string) => segments.find((segment) => segment.source === source)!
    expect(of('Both sides agreed to meet again.')).toMatchObject({
      origin: 'memory 100',
      target: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕',
      why: ['The same text was translated before.', 'From the imported memory “test”.'],
    })
    const welcomed = of('The Minister welcomed the guests on 3 March 2024.')
    expect(welcomed).toMatchObject({
      origin: 'llm',
      details: { model: 'test-model', memory: { score: expect.any(Number) } },
    })
    expect(welcomed.target).toMatch(/^ម៉ូដែលបានសរសេរ/)
    const material = materialOf(model.requests[0]!.request)
    const settled = material.release.find(({ text }) => text === 'Both sides agreed to meet again.')!
    expect(settled.target).toBe('ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕')
    expect(material.translate).not.toContain(settled.id)
    expect(material.similar).toMatchObject([{ source: 'The Minister welcomed the guests on 5 May 2020.' }])
    expect(material.terms).toEqual([{ source: 'Minister', target: 'រដ្ឋមន្ត្រី' }])
  })

  it.each([
    ['is down', () => ({ status: 503, headers: { 'retry-after': '0' } }), 'busy', 'overloaded'],
    ['hangs', () => ({ silence: true as const }), 'deadline', 'in time'],
    ['talks nonsense', () => ({ content: 'Hello!' }), 'malformed', 'not'],
    [
      'refuses the key',
      () => ({ status: 401, body: 'Incorrect API key: sk-very-secret' }),
      'permission',
      'credentials',
    ],
  ])('a release whose engine %s goes on to people, who see why', async (_, answer, code, told) => {
    const { office, team } = await openWith(answer, { deadlineSeconds: 5 })
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    expect(segments.every(({ origin, target }) => origin === 'none' && target === '')).toBe(true)
    expect(segments[0]).toMatchObject({
      details: { reason: { engine: 'llm', code } },
      reason: expect.stringContaining(told),
    })
    const khmer = await getTranslation(office.deps.db, 'guests', 'km', 'km')
    expect(khmer.segments[0]!.reason).toMatch(/^[^a-z]*ម៉ូដែលភាសា/)
    const kept = await office.deps.db.selectFrom('draft').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('secret')
    await translate(office, team.translator, 'guests', 'km')
    await approveAs(office, team.reviewer, 'guests', 'km')
  })

  it('what the memory finds alike stays a suggestion where the engine fails', async () => {
    const { office, team } = await openWith(() => ({ status: 401 }))
    await importUnits(office.deps.db, 'km', 'test', [
      { source: 'Both sides agreed to meet soon again.', target: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាឆាប់ៗ៕' },
    ])
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    expect(segments.find(({ source }) => source.startsWith('Both'))).toMatchObject({
      origin: expect.stringMatching(/^memory [789]\d$/),
      target: '',
      draft: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាឆាប់ៗ៕',
      details: { reason: { code: 'permission' } },
    })
  })

  it('a segment that a revision changed is not asked for again: what it was is offered', async () => {
    const { office, team, model } = await openWith()
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    const was = segments.find(({ source }) => source.startsWith('The Minister'))!.target
    model.requests.length = 0
    const text = releaseText('Guests')
      .replace('Both sides', 'New guests came. Both sides')
      .replace('on 3', 'on 4')
    await reviseRelease(office.deps, team.officer.id, 'guests', { text })
    const revised = await inReview(office, 'guests', 'km')
    const of = (start: string) => revised.segments.find(({ source }) => source.startsWith(start))!
    expect(of('The Minister')).toMatchObject({
      origin: expect.stringMatching(/^revision \d\d$/),
      target: '',
      draft: was,
    })
    expect(of('New guests').origin).toBe('llm')
    const asked = model.requests.flatMap(({ request }) => {
      const { release, translate } = materialOf(request)
      return release.filter(({ id }) => translate.includes(id)).map(({ text }) => text)
    })
    expect(asked).toEqual(['New guests came.'])
  })

  it('a process that is asked to stop in the middle of a draft leaves it to the next', async () => {
    const asked = Promise.withResolvers<void>()
    const { office, team } = await openWith(() => {
      asked.resolve()
      return { silence: true }
    })
    const stop = new AbortController()
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { id } = await office.deps.db
      .selectFrom('translation')
      .select('id')
      .where('locale', '=', 'km')
      .executeTakeFirstOrThrow()
    const drafting = draftTranslation.run({ ...office.deps, stopping: stop.signal }, id)
    await asked.promise
    stop.abort()
    await expect(drafting).rejects.toThrow()
    const { status } = await getTranslation(office.deps.db, 'guests', 'km', 'en')
    expect(status).toBe('pending')
  })
})

describe('what engines cost and how well they serve', () => {
  it('is shown to administrators: calls, characters, tokens, money and time; distance from what was approved', async () => {
    const { office, team } = await openWith()
    office.deps.config = {
      ...office.deps.config,
      enginePrice: { currency: 'EUR', characters: 0, inputTokens: 3, outputTokens: 15 },
    }
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const { segments } = await inReview(office, 'guests', 'km')
    const changed = segments.find(({ source }) => source.startsWith('Both'))!
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: changed.id, version: changed.version, text: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕' },
    ])
    await office.deps.db
      .updateTable('finding')
      .set({ waived_by: team.translator.id, waived_reason: 'A made-up text.' })
      .execute()
    await approveAs(office, team.reviewer, 'guests', 'km')

    const administrator = await signIn(office, 'administrator')
    const usage = (await administrator('/api/engines/usage')).json()
    expect(usage).toEqual([
      {
        engine: 'llm',
        model: 'test-model',
        locale: 'km',
        outcome: 'answered',
        calls: 1,
        segments: segments.length,
        characters: segments.reduce((sum, { source }) => sum + [...source].length, 0),
        inputTokens: 100,
        outputTokens: 20,
        // A hundred tokens at 3 and twenty at 15 euros a million.
        cost: 0.0006,
        currency: 'EUR',
        milliseconds: expect.any(Number),
        longestMilliseconds: expect.any(Number),
      },
    ])
    const quality = (await administrator('/api/engines/quality')).json()
    expect(quality).toEqual([
      {
        engine: 'llm',
        match: null,
        model: 'test-model',
        locale: 'km',
        segments: segments.length,
        unchanged: segments.length - 1,
        chrf: expect.any(Number),
        ter: expect.any(Number),
      },
    ])
    expect(quality[0].chrf).toBeLessThan(100)
    expect(quality[0].chrf).toBeGreaterThan(50)
    expect(quality[0].ter).toBeGreaterThan(0)
    expect(
      (await administrator(`/api/engines/usage?since=${new Date(Date.now() + 60_000).toISOString()}`)).json(),
    ).toEqual([])

    const publisher = await signIn(office, 'publisher')
    for (const url of ['/api/engines/usage', '/api/engines/quality'])
      expect((await publisher(url)).statusCode).toBe(403)
  })

  it('counts anew when a translation is changed and approved again', async () => {
    const { office, team } = await openWith()
    await office.work('translate', 'review')
    await submit(office, team.officer, { slug: 'guests', locales: ['km'] })
    const waive = () =>
      office.deps.db
        .updateTable('finding')
        .set({ waived_by: team.translator.id, waived_reason: 'A made-up text.' })
        .where('waived_by', 'is', null)
        .execute()
    const distances = () => office.deps.db.selectFrom('draft_distance').select('ter').execute()
    await inReview(office, 'guests', 'km')
    await waive()
    await approveAs(office, team.reviewer, 'guests', 'km')
    expect((await distances()).every(({ ter }) => ter === 0)).toBe(true)

    const { segments } = await getTranslation(office.deps.db, 'guests', 'km', 'en')
    const { id, version } = segments[0]!
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, version, text: 'ព្រះរាជាណាចក្រកម្ពុជា' },
    ])
    await until(async () => {
      await inReview(office, 'guests', 'km')
      await waive()
      return approveAs(office, team.reviewer, 'guests', 'km').catch(() => false)
    })
    expect((await distances()).filter(({ ter }) => ter > 0)).toHaveLength(1)
  })
})
