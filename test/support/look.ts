import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe } from './axe.ts'
import { picture } from './rooms.ts'

const phone = { width: 390, height: 844 }

/** Has axe look at a screen, at a desk and on a phone, where nothing may stick out; and pictures made of both. */
export const look = async (page: Page, name: string): Promise<void> => {
  const desk = page.viewportSize()!
  await page.locator('h1').waitFor()
  expect(await axe(page), name).toEqual([])
  // A dialog is seen as it stands in its window, a screen from its top to its end.
  const whole = (await page.getByRole('dialog').count()) === 0
  const shoot = async (as: string) => {
    if (whole) await page.evaluate(() => window.scrollTo(0, 0))
    await picture(page, as, whole)
  }
  await shoot(name)
  await page.setViewportSize(phone)
  expect(await axe(page), `${name} on a phone`).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
    phone.width,
  )
  await shoot(`${name}-phone`)
  await page.setViewportSize(desk)
}
