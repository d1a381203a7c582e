import type { Page } from 'playwright-core'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { CONNECTIONS } from '../../src/mailing/deliver.job.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { orderDispatch } from '../../src/mailing/order.ts'
import { stageNames } from '../../src/pipeline.ts'
import { axe } from '../support/axe.ts'
import { until } from '../support/office.ts'
import { openTeam, publishable, setEmbargo, submit } from '../support/release.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'
import { type Answer, drop, startMailServer } from '../support/smtp.ts'

afterAll(closeBrowser)

/** In ms: many screens, one after the other, on a machine that may be busy. */
const LONG = 300_000

const phone = { viewport: { width: 390, height: 844 } }

/** Holds the server's last answers to readers back until told, each by a word of its own. */
const openPost = async () => {
  const answers = new Map<string, Answer>()
  const held = new Set<string>()
  let gate = Promise.withResolvers<void>()
  gate.resolve()
  const to = new Map<number, string>()
  const server = await startMailServer(async (moment, connection, line) => {
    if (moment === 'RCPT') {
      const name = /<([^@>]+)@reader\.example>/.exec(line)?.[1]
      if (name) to.set(connection, name)
      else to.delete(connection)
      const answer = name && answers.get(name)
      if (typeof answer === 'string') return answer
    }
    if (moment !== 'END') return undefined
    const name = to.get(connection)
    if (!name) return undefined
    held.add(name)
    await gate.promise
    const answer = answers.get(name)
    answers.delete(name)
    return answer
  })
  onTestFinished(() => server.close())
  return {
    server,
    answers,
    held,
    hold: () => {
      gate = Promise.withResolvers()
    },
    release: () => gate.resolve(),
    got: () =>
      server.taken
        .map((message) => /^To: .*?([^\s<]+)@reader\.example/im.exec(message)?.[1])
        .filter((name) => name !== undefined)
        .sort(),
  }
}

/** A release that is ready to go out in all languages, and lists to send it to. */
const ready = async (people: Record<string, [Locale[], string[]]>, proposed: string[] = []) => {
  const post = await openPost()
  const rooms = await openRooms({
    settings: { smtpUrl: `smtp://${post.server.host}:${post.server.port}` },
  })
  await rooms.work(...stageNames)
  const team = await openTeam(rooms)
  for (const [slug, [edition, names]] of Object.entries(people)) {
    const name = `${slug[0]!.toUpperCase()}${slug.slice(1)}`
    await createList(rooms.deps, team.publisher.id, { slug, name })
    const subscribers = names.map((one) => ({ email: `${one}@reader.example`, locale: 'en' as const }))
    await subscribe(rooms.deps, team.publisher.id, slug, edition, subscribers)
  }
  await submit(rooms, team.officer, { slug: 'guests', title: 'Guests of the Kingdom', lists: proposed })
  await publishable(rooms, team, 'guests')
  return { rooms, team, post }
}

const publisherAt = (rooms: Rooms, locale: Locale = 'en', more = {}) =>
  rooms.seat({ locale, name: 'CHAN Sophal', ...more }, { role: 'publisher', locale: null })

const dispatches = (rooms: Rooms) =>
  rooms.deps.db.selectFrom('dispatch').select(['id', 'status', 'recipients', 'candidates']).execute()

const orderTo = async (page: Page, list: string, recipients: string) => {
  await page.getByRole('checkbox', { name: list }).check()
  await page.getByText(`Recipients: ${recipients}`, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Check and send…' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/Type the number/)
    .fill(recipients)
}

const eight = [...'abcdefgh']
/** More than are on their way at a time. */
const many = [...'abcdefghijklmn']

it(
  'a publisher looks, tests, orders, pauses, resumes and sends again what may have arrived',
  async () => {
    const { rooms, post } = await ready({
      press: [
        ['en', 'km'],
        [...many, 'gone'],
      ],
    })
    await rooms.deps.db
      .insertInto('suppression')
      .values({ email: 'gone@reader.example', reason: 'complained' })
      .execute()
    const { page, person, faults } = await publisherAt(rooms)
    await page.goto('/releases/guests/publish')

    // The files, framed, as they were approved.
    await page.getByRole('button', { name: 'Preview: English + Khmer', exact: true }).click()
    const mail = page.frameLocator('iframe')
    await mail.getByText('The Minister welcomed the guests on 3 March 2024.').waitFor()
    await page.getByText('Email on a phone').click()
    await mail.getByText('The Minister welcomed the guests on 3 March 2024.').waitFor()
    expect(await page.locator('iframe').evaluate((frame) => frame.clientWidth)).toBeLessThanOrEqual(390)
    await picture(page, 'publish-preview-phone-en', false)
    await page.getByText('Email as plain text').click()
    await mail.getByText('Both sides agreed to meet again.').waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Test to me: English', exact: true }).click()
    await page.getByText(`A test went to ${person.email}`).waitFor()
    expect(
      post.server.taken.some((message) => message.includes(`To: ${person.name} <${person.email}>`)),
    ).toBe(true)

    // The numbers of the dry run are those that it is frozen with.
    await page.getByRole('checkbox', { name: 'Press' }).check()
    await page.getByText('Recipients: 14', { exact: true }).waitFor()
    await page.getByText('15 to choose from = 14 to be sent to + 1 left out').waitFor()
    await page.getByRole('row', { name: 'Reported our mail as spam 1' }).waitFor()
    await page.getByRole('button', { name: 'Check and send…' }).click()
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: 'Send to 14' })
    await dialog.getByLabel(/Type the number/).fill('15')
    expect(await send.isDisabled()).toBe(true)
    await dialog.getByLabel(/Type the number/).fill('១៤')
    await picture(page, 'publish-last-word-en', false)
    expect(await axe(page)).toEqual([])
    post.hold()
    post.answers.set('a', drop)
    post.answers.set('b', '550 5.1.1 no such user')
    await send.dblclick()
    await page.getByText('Ordered. Recipients: 14').waitFor()
    await until(async () => post.held.size >= CONNECTIONS - 1)
    expect(await dispatches(rooms)).toMatchObject([{ status: 'sending', candidates: 15, recipients: 14 }])

    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    post.release()
    await page.getByText(/^\d+ of 14 sent/).waitFor()
    const paused = await until(async () => {
      const sending = await rooms.deps.db
        .selectFrom('delivery')
        .select('id')
        .where('status', '=', 'sending')
        .execute()
      return sending.length === 0 && post.got().length
    })
    expect(paused).toBeLessThan(14)
    await picture(page, 'publish-paused-en')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('12 of 14 sent').waitFor()
    await page.getByRole('button', { name: '1 came back' }).click()
    await page.getByText('On record: 550 5.1.1 no such user').waitFor()
    await page.getByRole('button', { name: '1 may have arrived' }).click()
    await picture(page, 'publish-uncertain-en')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Send again to a@reader.example' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await page.getByText('13 of 14 sent').waitFor()
    // The server has seen a's message twice: once it was lost, once a person said so.
    expect(post.got()).toEqual(['a', 'a', ...many.slice(2)])

    // The list has it: it cannot be chosen again.
    expect(await page.getByRole('checkbox', { name: 'Press' }).isDisabled()).toBe(true)
    expect(faults).toEqual([])
  },
  LONG,
)

it(
  'what is ordered for later waits for the embargo, and can be cancelled',
  async () => {
    const { rooms, post } = await ready({ press: [['en'], ['a', 'b']], embassies: [['en'], ['c']] }, [
      'press',
    ])
    await setEmbargo(rooms, 'guests', `now() + interval '2 days'`)
    const { page, faults } = await publisherAt(rooms, 'en', { timezoneId: 'Europe/London' })
    await page.goto('/releases/guests/publish')
    await page.getByText('Nothing of this release leaves before then').waitFor()
    // By the reader's clock and the office's, seven hours on.
    await page
      .getByText(/\(your time\) = .*\(office time\)/)
      .first()
      .waitFor()
    // As the officer proposed.
    await page.getByText('Waits for the embargo and goes out:').waitFor()
    await page.getByText('Recipients: 2', { exact: true }).waitFor()
    expect(await page.getByRole('checkbox', { name: 'Press' }).isChecked()).toBe(true)
    expect(await page.getByRole('checkbox', { name: 'Embassies' }).isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Check and send…' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/Type the number/)
      .fill('2')
    await page.getByRole('dialog').getByRole('button', { name: 'Schedule for 2' }).click()
    await page.getByText('ready to go', { exact: true }).first().waitFor()
    await picture(page, 'publish-embargo-en')
    expect(post.got()).toEqual([])
    await page.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByText('Not sent yet, and never to be sent: 2.').waitFor()
    await page.getByRole('button', { name: 'Cancel the dispatch' }).click()
    await page.getByText('cancelled', { exact: true }).first().waitFor()
    // Free to be ordered again.
    expect(await page.getByRole('checkbox', { name: 'Press' }).isEnabled()).toBe(true)
    await setEmbargo(rooms, 'guests', 'null')
    await rooms.deps.db
      .updateTable('subscription')
      .set({ tags: ['tv'] })
      .where(
        'subscriber_id',
        'in',
        rooms.deps.db.selectFrom('subscriber').select('id').where('email', '=', 'b@reader.example'),
      )
      .execute()
    await page.reload()
    // To some of the list first, by their tag; nobody but them.
    await page.getByRole('checkbox', { name: 'Press' }).check()
    await page.getByRole('combobox', { name: 'Only to those with one of these tags' }).click()
    await page.getByRole('option', { name: 'tv' }).click()
    await page.getByText('Recipients: 1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Check and send…' }).click()
    const last = page.getByRole('dialog')
    await last.getByText('Only subscribers with one of the tags: tv').waitFor()
    await last.getByLabel(/Type the number/).fill('1')
    await last.getByRole('button', { name: 'Send to 1' }).click()
    await page.getByText('1 of 1 sent').waitFor()
    await page.getByRole('article').filter({ hasText: 'Only subscribers with one of the tags: tv' }).waitFor()
    expect(post.got()).toEqual(['b'])
    // Then to the rest.
    await orderTo(page, 'Press', '1')
    await page.getByRole('dialog').getByRole('button', { name: 'Send to 1' }).click()
    await until(async () => post.got().length === 2, 'the rest has it')
    expect(post.got()).toEqual(['a', 'b'])
    await page.goto('/activity')
    await page.getByText(/ordered .* only to subscribers with one of the tags: tv/).waitFor()
    expect(faults).toEqual([])
  },
  LONG,
)

it('two publishers order the same list at once: one of them is told', async () => {
  const { rooms, post } = await ready({ press: [['en'], ['a']] })
  const first = await publisherAt(rooms)
  const second = await publisherAt(rooms)
  for (const { page } of [first, second]) {
    await page.goto('/releases/guests/publish')
    await orderTo(page, 'Press', '1')
  }
  await first.page.getByRole('button', { name: 'Send to 1' }).click()
  await first.page.getByText('1 of 1 sent').waitFor()
  await second.page.getByRole('button', { name: 'Send to 1' }).click()
  await second.page.getByText('The list “press” gets this revision by another dispatch already').waitFor()
  expect(post.got()).toEqual(['a'])
  expect(second.faults).toEqual([])
})

it('a withdrawal is asked about, ends the sending, and is told to those who have the release by a second publisher', async () => {
  const { rooms, team, post } = await ready({ press: [['en', 'km'], ['a']] })
  await orderDispatch(rooms.deps, team.publisher.id, 'guests', { lists: ['press'] })
  await until(async () => (await dispatches(rooms))[0]?.status === 'completed', 'it is out')
  const { page, faults } = await publisherAt(rooms)
  await page.goto('/releases/guests/publish')
  await page.getByRole('button', { name: 'Withdraw…' }).click()
  const end = page.getByRole('button', { name: 'Withdraw the release' })
  expect(await end.isDisabled()).toBe(true)
  await page.getByLabel('Reason (English)').fill('The visit was put off.')
  await picture(page, 'publish-withdraw-en', false)
  expect(await axe(page)).toEqual([])
  await end.click()
  await page.getByText('This release was withdrawn').waitFor()
  await page.getByText('The visit was put off.').waitFor()
  expect(await page.getByRole('button', { name: 'Check and send…' }).count()).toBe(0)
  await page.getByText('another publisher has to read it').waitFor()
  await picture(page, 'publish-withdrawn-en')
  expect(faults).toEqual([])

  for (const locale of locales) {
    const second = await publisherAt(rooms, locale)
    await second.page.goto('/releases/guests/publish')
    await second.page.frameLocator('iframe').locator('[lang=ja] h1').waitFor()
    await second.page.locator('caption').first().waitFor()
    await picture(second.page, `publish-tell-withdrawal-${locale}`)
    expect(await axe(second.page), locale).toEqual([])
    if (locale === 'ja') {
      await second.page.getByRole('button', { name: '確認して送信…' }).click()
      await second.page.getByRole('dialog').locator('input').fill('1')
      await second.page.getByRole('dialog').locator('button[type=submit]').click()
      await second.page.getByRole('heading', { name: '取り下げのお知らせ' }).waitFor()
    }
    expect(second.faults).toEqual([])
    await second.close()
  }
  await until(async () => post.got().length === 2, 'it is told')
})

it(
  'in each language, on a computer and on a phone, axe finds nothing and nothing is cut off',
  async () => {
    const { rooms, post } = await ready({
      press: [['en', 'km'], eight],
      embassies: [
        ['en', 'ja'],
        ['h', 'i', 'j'],
      ],
    })
    await rooms.deps.db
      .updateTable('subscription')
      .set({ tags: ['press', 'ទូរទស្សន៍', '報道'] })
      .execute()
    post.answers.set('b', '550 5.1.1 no such user')
    post.answers.set('a', drop)
    for (const locale of locales) {
      for (const [size, more] of [
        ['', {}],
        ['-phone', phone],
      ] as const) {
        const { page, faults, close } = await publisherAt(rooms, locale, more)
        await page.goto('/releases/guests/publish')
        if ((await dispatches(rooms)).length === 0) {
          await orderTo(page, 'Press', '8')
          await page.getByRole('dialog').locator('button[type=submit]').click()
          await page.getByText('6 of 8 sent').waitFor()
        }
        await page.locator('input[value=embassies]').check()
        await page.locator('caption').first().waitFor()
        await page.locator('.mantine-Accordion-control').first().click()
        await page.getByText('a@reader.example').waitFor()
        await picture(page, `publish-${locale}${size}`)
        expect(await axe(page), `${locale}${size}`).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(wide, `${locale}${size} is too wide`).toBeLessThanOrEqual(0)
        await page
          .locator('section', { has: page.locator('input[value=embassies]') })
          .getByRole('button')
          .last()
          .click()
        await page.getByRole('dialog').locator('input').waitFor()
        await picture(page, `publish-last-word-${locale}${size}`, false)
        expect(await axe(page), `${locale}${size}`).toEqual([])
        expect(faults).toEqual([])
        await close()
      }
    }
  },
  LONG,
)
