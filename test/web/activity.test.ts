import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { sendBack } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { addConcept, changeConcept, confirmConcept } from '../../src/translation/curate.ts'
import { axe } from '../support/axe.ts'
import { approveAs, inReview, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

const openHistory = async () => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const team = await openTeam(rooms)
  const { deps } = rooms
  await submit(rooms, team.officer, { slug: 'other', title: 'Another <b>matter</b>' })
  await submit(rooms, team.officer, { slug: 'guests', title: 'Guests of the Kingdom' })
  await translate(rooms, team.translator, 'guests', 'km')
  const { segments } = await inReview(rooms, 'guests', 'km')
  const edited = segments.find(({ source }) => source.startsWith('Both sides'))!
  await editTargets(deps, team.translator, 'guests', 'km', [
    { segmentId: edited.id, version: edited.version, text: 'ភាគីទាំងពីរបានព្រមព្រៀងជួបគ្នាម្តងទៀត៕' },
  ])
  await approveAs(rooms, team.reviewer, 'guests', 'km')
  await inReview(rooms, 'guests', 'ja')
  await sendBack(deps, team.reviewer, 'guests', 'ja', 'The <i>title</i> of the guest is missing.')
  const concept = await addConcept(deps, team.reviewer, {
    kind: 'phrase',
    terms: [
      { locale: 'en', text: 'blue economy', status: 'preferred' },
      { locale: 'km', text: 'សេដ្ឋកិច្ចខៀវ', status: 'preferred' },
    ],
  })
  await changeConcept(deps, team.reviewer, concept.id, 1, { kind: 'event' })
  await confirmConcept(deps, team.reviewer, concept.id, 2, 'km')
  const { slug } = await createList(deps, team.publisher.id, { slug: 'press', name: 'The press' })
  await subscribe(deps, team.publisher.id, slug, ['en'], [{ email: 'a@b.example', locale: 'en' }])
  await withdrawRelease(deps, team.publisher.id, 'other', { en: 'It was a mistake.', km: 'វាជាកំហុស។' })
  // What a later version of Bayon may write.
  await sql`insert into audit_event (actor_id, action, entity, entity_id, details) values
    (${team.officer.id}, 'moon-landed', 'moon', 'x', '{"crater": "Tycho", "release_id": "no id"}')`.execute(
    deps.db,
  )
  return { rooms, team }
}

it.each(locales)(
  'the record is told in sentences, with what was changed, in the language of who reads (%s)',
  async (locale) => {
    const { rooms } = await openHistory()
    const { page, faults } = await rooms.seat(
      { locale, name: 'LY Sokha' },
      { role: 'publisher', locale: null },
    )
    await page.goto('/activity')
    const events = page.locator('main section li')
    await events.first().waitFor()
    const texts = (await events.allTextContents()).join('\n')
    // No key, no hole, no name of ours for what has a sentence.
    expect(texts).not.toMatch(/told\.|\{\{|undefined|<\w+\/>|target-edited|translation-|list-made|\{"/)
    expect(texts).toContain('The press')
    expect(texts).toContain('It was a mistake.')
    expect(texts).toContain('moon-landed')
    expect(texts).toContain('Tycho')
    expect(texts).toContain('The <i>title</i> of the guest is missing.')
    expect(texts).toContain('Another <b>matter</b>')
    const edit = events.filter({ has: page.locator('ins', { hasText: 'ព្រមព្រៀង' }) })
    expect(await edit.locator('del').first().textContent()).toContain('ឯកភាព')
    expect(await edit.locator('a').getAttribute('href')).toBe('/releases/guests/km')
    expect(await page.locator('a[href^="/terms?concept="]').count()).toBeGreaterThan(2)
    await page.locator('button:has(.tabler-icon-shield-check)').click()
    await page.locator('[role=status] code').waitFor()
    expect(await axe(page)).toEqual([])
    await picture(page, `activity-${locale}`)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true)
    await picture(page, `activity-phone-${locale}`)
    expect(faults).toEqual([])
  },
)

it('the record is filtered by action, person, release and day, and leaves as a file', async () => {
  const { rooms, team } = await openHistory()
  const { page, context, faults } = await rooms.seat({}, { role: 'administrator', locale: null })
  await page.goto('/activity?release=other')
  const events = page.locator('main section li')
  await events.first().waitFor()
  expect((await events.allTextContents()).every((text) => text.includes('Another'))).toBe(true)
  await page.getByLabel('What was done').selectOption('release-submitted')
  await page.waitForURL(/action=release-submitted/)
  await expect.poll(() => events.count(), { timeout: 15_000 }).toBe(1)
  await page.goto(`/activity?actor=${team.reviewer.id}&action=translation-approved`)
  await events.first().waitFor()
  expect(await events.count()).toBe(1)
  await page.goto('/activity?to=2020-01-01')
  await page.getByText('Nothing on the record is like that').waitFor()
  await page.goto('/activity?from=2020-01-01&action=translation-returned')
  await events.first().waitFor()
  expect(await events.count()).toBe(1)
  await page.getByRole('button', { name: 'Export' }).click()
  const href = await page.getByRole('menuitem', { name: 'JSON lines' }).getAttribute('href')
  const lines = (await (await context.request.get(href!)).text()).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { action: 'translation-returned', about: { release: { slug: 'guests' }, locale: 'ja' } },
  ])
  const csv = await context.request.get('/api/audit/export?format=csv')
  expect((await csv.text()).split('\r\n').length).toBeGreaterThan(10)
  // The end of the record is changed by a hand that has all rights.
  await rooms.deps.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`update audit_event set action = 'nothing' where seq = 3`.execute(trx)
  })
  await page.getByRole('button', { name: 'Verify the record' }).click()
  await page.getByRole('alert').getByText('Event 3 was changed after it was written.').waitFor()
  expect(faults).toEqual([])
})
