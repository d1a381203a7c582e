import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { takeReturn } from '../../src/mailing/returns/take.ts'
import { axe } from '../support/axe.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

/** In ms: many screens, one after the other. */
const LONG = 300_000

const phone = { viewport: { width: 390, height: 844 } }
const publisher = { role: 'publisher', locale: null } as const

const file = [
  'email,name,edition,tags',
  'dara@reader.example,SOK Dara,en+km,Radio;Press',
  'DARA@reader.example,SOK Dara,,',
  'known@reader.example,,,radio',
  'left@reader.example,,,',
  'not an address,,,',
  'tanaka@例え.jp,田中 花子,en+ja,',
].join('\n')

it('a list is made, filled by hand and from a file, and tended', async () => {
  const rooms = await openRooms()
  const { page, faults } = await rooms.seat({ name: 'CHAN Sophal' }, publisher)
  await page.goto('/lists')
  await page.getByText('No mailing list yet').waitFor()
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Foreign press')
  expect(await page.getByLabel('Name in addresses').inputValue()).toBe('foreign-press')
  await page.getByRole('button', { name: 'Make the list' }).click()
  await page.getByRole('heading', { name: 'Foreign press', level: 1 }).waitFor()

  await page.getByRole('button', { name: 'Add a subscriber' }).click()
  for (const [email, said] of [
    ['known@reader.example', 'known@reader.example is on the list now.'],
    ['KNOWN@reader.example', 'is on the list already'],
    ['left@reader.example', 'left@reader.example is on the list now.'],
  ] as const) {
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText(said).waitFor()
  }
  await page.getByLabel('E-mail address').fill('nobody')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('This did not work').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'Unsubscribe left@reader.example' }).click()
  await page.getByText('gets nothing through this list any more').waitFor()
  await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click()
  await page.getByText('Subscribers: 1').waitFor()
  await page.getByRole('button', { name: 'Change known@reader.example' }).click()
  const change = page.getByRole('dialog')
  await change.getByLabel('Khmer').check()
  await change.getByRole('combobox', { name: 'Tags' }).fill('x'.repeat(41))
  await page.keyboard.press('Enter')
  await change.getByText('At most 20 tags, each of at most 40 characters').waitFor()
  expect(await change.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await page.keyboard.press('Backspace')
  await change.getByRole('combobox', { name: 'Tags' }).pressSequentially('ＰＲＥＳＳ,報道,')
  await picture(page, 'lists-change-en', false)
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('English + Khmer: 1').waitFor()

  await page.getByRole('button', { name: 'Import a file' }).click()
  const path = join(tmpdir(), `subscribers-${process.pid}.csv`)
  await writeFile(path, file)
  await page.locator('input[type=file]').setInputFiles(path)
  await page.getByRole('button', { name: 'See what would happen' }).click()
  const rows = page.getByRole('dialog').getByRole('row')
  await rows.nth(6).waitFor()
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/^Line/),
    expect.stringMatching(/^2\s.*dara@reader.example[\s\S]*Added/),
    expect.stringMatching(/^3\s[\s\S]*Twice in the file/),
    expect.stringMatching(/^4\s[\s\S]*On the list already/),
    expect.stringMatching(/^5\s[\s\S]*stays away/),
    expect.stringMatching(/^6\s[\s\S]*not an e-mail address/),
    expect.stringMatching(/^7\s[\s\S]*tanaka@例え.jp[\s\S]*Added/),
  ])
  await picture(page, 'lists-import-en', false)
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Add new subscribers: 2' }).click()
  await page.getByText('Subscribers added: 2').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByText('Subscribers: 3').waitFor()

  const tagsOf = (email: string) =>
    page.getByRole('listitem').filter({ hasText: email }).getByRole('list', { name: 'Tags' })
  expect(
    await tagsOf('known@reader.example').getByRole('listitem').allTextContents(),
    'who is known keeps theirs',
  ).toEqual(['press', '報道'])
  await page.getByRole('combobox', { name: 'Tag' }).click()
  await page.getByRole('option', { name: 'radio' }).click()
  await page.getByText('known@reader.example').waitFor({ state: 'detached' })
  await page.reload()
  await tagsOf('dara@reader.example').waitFor()
  expect(await page.getByText('known@reader.example').count()).toBe(0)
  await page.goto('/lists/foreign-press')

  await page.getByRole('searchbox').fill('花子')
  await page.getByText('known@reader.example').waitFor({ state: 'detached' })
  await page.getByText('tanaka@例え.jp').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('foreign-press.csv')
  expect(faults).toEqual([])
})

it(
  'in each language, on a computer and on a phone, axe finds nothing and nothing is cut off',
  async () => {
    const rooms = await openRooms()
    const { id } = await rooms.person(publisher)
    for (const [slug, name, edition, count] of [
      ['press', 'សារព័ត៌មាន Press 報道', ['en', 'km'], 60],
      ['embassies', 'Embassies', ['en', 'ja'], 3],
    ] as const) {
      await createList(rooms.deps, id, { slug, name })
      const people = Array.from({ length: count }, (_, n) => ({
        email: `reader-${n}@${slug}.example`,
        name: n % 2 ? 'សុខ តារា' : '田中 花子',
        locale: 'km' as const,
        tags: n % 3 ? [] : ['press', 'ទូរទស្សន៍', '報道'],
      }))
      await subscribe(rooms.deps, id, slug, [...edition], people)
    }
    await rooms.deps.db
      .insertInto('suppression')
      .values([
        { email: 'reader-1@press.example', reason: 'bounced', expires_at: new Date('2099-01-01') },
        { email: 'a.rather.long.address.of.somebody@department.ministry.example', reason: 'complained' },
      ])
      .execute()
    const mail = 'From: Reader <reader@press.example>\nSubject: Re: 来賓 ភ្ញៀវ Guests\n\nThank you.'
    await takeReturn(rooms.deps, 'mailbox', Buffer.from(mail))
    for (const locale of locales) {
      for (const [size, more] of [
        ['', {}],
        ['-phone', phone],
      ] as const) {
        const { page, faults, close } = await rooms.seat({ locale, ...more }, publisher)
        for (const [name, path] of [
          ['lists', '/lists'],
          ['list', '/lists/press'],
          ['suppressions', '/lists?view=suppressed'],
          ['returns', '/lists?view=returned'],
        ] as const) {
          await page.goto(path)
          await page.locator('main li, main a[href^="/lists/"]').first().waitFor()
          await picture(page, `${name}-${locale}${size}`, name !== 'list')
          expect(await axe(page), `${name} ${locale}${size}`).toEqual([])
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          expect(wide, `${name} ${locale}${size} is too wide`).toBeLessThanOrEqual(0)
        }
        expect(faults).toEqual([])
        await close()
      }
    }
  },
  LONG,
)
