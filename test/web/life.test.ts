import { Document, Packer, Paragraph, TextRun } from 'docx'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { readPairs, readSample, sampleNames } from '../../src/cli/demo/samples.ts'
import { type Params, text } from '../../src/i18n.ts'
import { toLocalDigits } from '../../src/language/digits.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { stageNames } from '../../src/pipeline.ts'
import { until } from '../support/office.ts'
import { closeBrowser, openRooms, picture, type Seat } from '../support/rooms.ts'
import { startMailServer } from '../support/smtp.ts'

afterAll(closeBrowser)

/** In ms: a whole life, by four people. */
const LONG = 400_000
const sample = sampleNames[1]
const slug = 'ministers'
const readers = ['a', 'b', 'c']

/** The sample as somebody sends it: a Word file, bold where the text is. */
const wordFile = async () => {
  const paragraphs = (await readSample(sample)).split(/\n+/).map(
    (line) =>
      new Paragraph({
        children: line.split('**').map((part, at) => new TextRun({ text: part, bold: at % 2 === 1 })),
      }),
  )
  return Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }))
}

it.each(locales)(
  'four people take the sample from a Word file to sent mail with nothing but the screens (%s)',
  async (locale) => {
    const say = (key: string, params: Params = {}) => text(locale, key, params)
    const digits = (count: number) => toLocalDigits(String(count), locale)
    const server = await startMailServer(async () => undefined)
    onTestFinished(() => server.close())
    const rooms = await openRooms({ settings: { smtpUrl: `smtp://${server.host}:${server.port}` } })
    await rooms.work(...stageNames)
    const seat = (name: string, ...grants: Parameters<typeof rooms.seat>[1][]) =>
      rooms.seat({ name, locale }, ...grants)
    const officer = await seat('SOK Dara', { role: 'press-officer', locale: null })
    const translator = await seat(
      'CHAN Bopha',
      { role: 'translator', locale: 'km' },
      { role: 'translator', locale: 'ja' },
    )
    const reviewer = await seat(
      'TANAKA Hanako',
      ...locales.map((one) => ({ role: 'reviewer', locale: one }) as const),
    )
    const publisher = await seat('PICH Rith', { role: 'publisher', locale: null })
    await createList(rooms.deps, publisher.person.id, { slug: 'press', name: 'Press' })
    await subscribe(
      rooms.deps,
      publisher.person.id,
      'press',
      ['en', 'km', 'ja'],
      readers.map((name) => ({ email: `${name}@reader.example`, locale })),
    )

    // The press officer.
    await officer.page.goto('/')
    await officer.page.getByRole('link', { name: say('releases:new') }).click()
    await officer.page.locator('input[type=file]').setInputFiles({
      name: 'release.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: await wordFile(),
    })
    await officer.page.locator('button[data-role=title]').waitFor()
    // In the middle of it, the page is loaded again.
    await officer.page.reload()
    await officer.page.locator('button[data-role=title]').waitFor()
    await officer.page.getByLabel(say('submit:slug')).fill(slug)
    await officer.page.getByRole('button', { name: say('submit:submit'), exact: true }).click()
    await officer.page.waitForURL(`**/releases/${slug}`)

    // The translator, told by the screens what waits.
    const translated = async ({ page }: Seat, target: Locale) => {
      const pairs = new Map((await readPairs(sample, target)).map((pair) => [pair.source, pair.target]))
      await page.goto('/')
      await page.locator(`a[href="/releases/${slug}/${target}"]`).first().click()
      const rows = page.locator('li[data-type]')
      await rows.first().waitFor()
      for (let at = 0; at < (await rows.count()); at++) {
        const row = rows.nth(at)
        const field = row.locator('textarea')
        if ((await field.inputValue()) !== '') continue
        const source = await row.locator('p[lang=en]').textContent()
        await field.fill(pairs.get(source!) ?? '')
        if (at === 5) {
          await page.reload()
          await rows.first().waitFor()
        }
      }
      await page.locator('[role=status][data-state=saved]').waitFor()
      if (target !== 'km') return
      await rows.nth(5).locator('textarea').focus()
      await page.locator('iframe[data-fresh]').waitFor()
      await picture(page, `life-editor-${locale}`, false)
    }
    for (const target of ['km', 'ja'] as const) await translated(translator, target)

    // The reviewer, one language at a time.
    for (const target of locales) {
      const { page } = reviewer
      await page.goto('/')
      const item = page.locator(`a[href="/releases/${slug}/${target}"]`).first()
      await item.waitFor()
      await item.click()
      const approve = page.getByRole('button', { name: say('editor:approve.open') })
      await until(
        async () => (await approve.count()) > 0 && (await approve.isEnabled()),
        `${target} can be approved`,
      )
      await approve.click()
      await page.getByRole('button', { name: say('editor:approve.submit') }).click()
      await page.getByText(say('editor:decision.done.approval')).waitFor()
    }

    // The publisher.
    const { page } = publisher
    await page.goto('/')
    await page.locator(`a[href="/releases/${slug}/publish"]`).first().click()
    await page.getByRole('checkbox', { name: 'Press' }).check()
    await page.getByRole('button', { name: say('publish:on') }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(digits(readers.length))
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('publish:last.send', { count: digits(readers.length) }) })
      .click()
    await until(
      async () => server.taken.filter((mail) => /@reader\.example/.test(mail)).length === readers.length,
    )
    await page.getByText(say('screens:status.completed'), { exact: true }).first().waitFor()
    await picture(page, `life-published-${locale}`)
    await officer.page.getByText(say('screens:status.published'), { exact: true }).first().waitFor()
    for (const { faults } of [officer, translator, reviewer, publisher]) expect(faults).toEqual([])
  },
  LONG,
)
