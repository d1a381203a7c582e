import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe } from './axe.ts'
import { picture } from './rooms.ts'

const phone = { width: 390, height: 844 }

/** Has axe look at a screen, at a desk and on a phone, where nothing may stick out; and pictures made of both. */
export const look = async (page: Page, name: string): Promise<void> => {
  const desk = page.viewportSize()!
  expect(await axe(page), name).toEqual([])
  await picture(page, name)
  await page.setViewportSize(phone)
  expect(await axe(page), `${name} on a phone`).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
    phone.width,
  )
  await picture(page, `${name}-phone`)
  await page.setViewportSize(desk)
}
