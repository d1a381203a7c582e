import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { axe } from '../support/axe.ts'
import { approveAs, inReview, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'

afterAll(closeBrowser)

/** Some weeks of work, as the tables keep them. */
const openWeeks = async (rooms: Rooms) => {
  await rooms.work('translate', 'review')
  const team = await openTeam(rooms)
  for (const slug of ['first', 'third']) {
    await submit(rooms, team.officer, { slug, title: `Guests of the ${slug} day` })
    for (const locale of ['km', 'ja'] as const) {
      await translate(rooms, team.translator, slug, locale)
      if (slug !== 'third') await approveAs(rooms, team.reviewer, slug, locale)
    }
    await inReview(rooms, slug, 'en')
  }
  const { db } = rooms.deps
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`update revision set created_at = created_at - interval '30 hours'`.execute(trx)
    await sql`update approval a set approved_at = approved_at - interval '8 days', voided_at = null
      from translation t join revision r on r.id = t.revision_id where t.id = a.translation_id and r.title like '%first%'`.execute(
      trx,
    )
    await sql`update revision set created_at = created_at - interval '9 days' where title like '%first%'`.execute(
      trx,
    )
    await sql`update draft set engine = 'google', score = null, text = 'text' where score is null`.execute(
      trx,
    )
    await sql`insert into draft_distance (translation_id, segment_id, chrf, ter, approved_at)
      select d.translation_id, d.segment_id, 40 + 50 * random(), 60 * random(), now() - interval '7 days' * (row_number() over () % 4)
      from draft d where d.text <> '' on conflict (translation_id, segment_id)
      do update set chrf = excluded.chrf, ter = excluded.ter, approved_at = excluded.approved_at`.execute(trx)
    await sql`insert into engine_call (translation_id, engine, model, segments, characters, milliseconds, outcome, input_tokens, output_tokens, cost, currency)
      select t.id, e.engine, e.model, 6, 1200, 900, o.outcome, e.tokens, e.tokens, e.cost, case when e.cost is not null then 'USD' end from translation t,
        (values ('google', 'nmt', null, 0.024), ('llm', 'large-1', 800, null)) e(engine, model, tokens, cost), (values ('answered'), ('busy')) o(outcome)
      where t.locale <> 'en'`.execute(trx)
  })
}

it.each(locales)(
  'how the work goes is shown as plots and as the same numbers (%s)',
  async (locale) => {
    const rooms = await openRooms()
    await openWeeks(rooms)
    const { page, faults } = await rooms.seat({ locale }, { role: 'publisher', locale: null })
    await page.goto('/insight')
    const plots = page.locator('main section')
    await plots.first().locator('svg').first().waitFor()
    // What waits, two languages' times, origins, two languages' distances, engines.
    expect(await plots.count()).toBe(7)
    for (const plot of await plots.all()) {
      expect(await plot.locator('svg .recharts-layer').count()).toBeGreaterThan(0)
      expect(await plot.locator('tbody tr').count()).toBeGreaterThan(0)
    }
    expect(await axe(page)).toEqual([])
    await picture(page, `insight-${locale}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
    for (const plot of await plots.all()) await plot.locator('svg .recharts-layer').first().waitFor()
    expect(await axe(page)).toEqual([])
    await picture(page, `insight-dark-${locale}`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 390, height: 844 })
    await expect
      .poll(
        () =>
          page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        { timeout: 15_000 },
      )
      .toBe(true)
    await picture(page, `insight-phone-${locale}`)
    expect(faults).toEqual([])
  },
  120_000,
)

it('the numbers are those of the period in the address', async () => {
  const rooms = await openRooms()
  await openWeeks(rooms)
  const { page, context, faults } = await rooms.seat({}, { role: 'administrator', locale: null })
  const since = new Date(Date.now() - 90 * 86_400_000).toISOString()
  const insight = await (await context.request.get(`/api/insight?since=${since}`)).json()
  const km = insight.times.filter((row: { locale: string }) => row.locale === 'km')
  expect(km.map((row: { medianHours: number }) => Math.round(row.medianHours))).toEqual([54])
  expect(insight.standing).toContainEqual(
    expect.objectContaining({ locale: 'km', status: 'in-review', translations: 1 }),
  )
  await rooms.deps.db
    .updateTable('engine_call')
    .set({ created_at: new Date('2020-01-01') })
    .execute()
  await page.goto('/insight?days=30')
  const engines = page.getByRole('region', { name: 'What engines were asked' })
  await engines.getByText('Nothing in this period.').waitFor()
  await page.getByLabel('Period').selectOption('365')
  await page.waitForURL(/days=365/)
  expect(faults).toEqual([])
})
