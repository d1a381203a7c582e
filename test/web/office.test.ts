import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { look } from '../support/look.ts'
import { closeBrowser, openRooms } from '../support/rooms.ts'

const administrator = { role: 'administrator', locale: null } as const

afterAll(closeBrowser)

it('an administrator says how documents look, sees it on a specimen, and is told what cannot be', {
  timeout: 300_000,
}, async () => {
  const rooms = await openRooms()
  const { page, faults } = await rooms.seat({}, administrator)
  await page.goto('/office')
  const specimen = page.frameLocator('iframe')
  await specimen.locator('svg[data-pages]').waitFor()
  await page.getByLabel('Templates').selectOption('newsroom')
  const pages = () => specimen.locator('svg[data-pages] > *').first().getAttribute('data-sha256')
  const before = await pages()
  await page.getByLabel('Signature').fill('Spokesperson\nNAME Surname')
  await expect.poll(pages, { timeout: 30_000 }).not.toBe(before)

  await page.getByRole('textbox', { name: 'Links' }).fill('#eeeeee')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').filter({ hasText: 'contrast of 4.5' }).first().waitFor()
  await page.getByRole('textbox', { name: 'Links' }).fill('#7a5c12')
  await page.getByRole('button', { name: 'Add a link' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Telegram')
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('https://t.me/example')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. It holds for what is approved from now on.').waitFor()
  await page.reload()
  expect(await page.getByLabel('Templates').inputValue()).toBe('newsroom')
  expect(await page.getByLabel('Signature').inputValue()).toBe('Spokesperson\nNAME Surname')
  expect(await page.getByRole('textbox', { name: 'Address', exact: true }).inputValue()).toBe(
    'https://t.me/example',
  )
  expect(faults).toEqual([])
})

it('looks right in every language, at a desk and on a phone', { timeout: 300_000 }, async () => {
  const rooms = await openRooms()
  for (const locale of locales) {
    const seat = await rooms.seat({ locale }, administrator)
    await seat.page.goto('/office')
    await seat.page.frameLocator('iframe').locator('svg[data-pages]').waitFor()
    await look(seat.page, `office-${locale}`)
    expect(seat.faults).toEqual([])
    await seat.close()
  }
})
