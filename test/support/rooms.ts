import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Grant, Person } from '../../src/accounts/permissions.ts'
import type { Locale } from '../../src/language/model.ts'
import { openBrowser } from './browser.ts'
import { type OfficeOptions, openOffice } from './office.ts'
import { cookieOf } from './session.ts'

let browser: Promise<Browser> | undefined

/** One browser for the test file. */
const theBrowser = () => {
  browser ??= openBrowser()
  return browser
}

export interface Seat extends Pick<BrowserContext, 'close' | 'setOffline'> {
  person: Person
  page: Page
  context: BrowserContext
  /** What went wrong in the page: errors of scripts, and what its content security policy kept out. */
  faults: string[]
}

/** An office that answers on a port, and people who sit at browsers of their own. */
export const openRooms = async (options: OfficeOptions = {}) => {
  const office = await openOffice(options)
  await office.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = office.app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  /** A browser in which nobody is signed in. */
  const visitor = async (
    locale: Locale = 'en',
    more: BrowserContextOptions = {},
  ): Promise<Omit<Seat, 'person'>> => {
    const context = await (await theBrowser()).newContext({
      baseURL: url,
      locale: { en: 'en-GB', km: 'km-KH', ja: 'ja-JP' }[locale],
      viewport: { width: 1360, height: 860 },
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Phnom_Penh',
      ...more,
    })
    const faults: string[] = []
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4/.test(message.text())) faults.push(message.text())
    })
    page.on('response', (answer) => {
      if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`)
    })
    page.setDefaultTimeout(40_000)
    onTestFinished(() => context.close())
    return {
      page,
      context,
      faults,
      close: () => context.close(),
      setOffline: (offline) => context.setOffline(offline),
    }
  }

  /** Somebody who is here already, signed in, in front of a browser of their own. */
  const seatOf = async (person: Person, more: BrowserContextOptions = {}): Promise<Seat> => {
    const seat = await visitor(person.locale, more)
    await seat.context.addCookies([{ ...(await cookieOf(office, person.id)), url }])
    return { ...seat, person }
  }

  return {
    ...office,
    url,
    visitor,
    seatOf,
    /** Somebody with roles, signed in, in front of a browser of their own that speaks their language. */
    async seat(
      { name, locale = 'en' as Locale, ...more }: { name?: string; locale?: Locale } & BrowserContextOptions,
      ...grants: Grant[]
    ): Promise<Seat> {
      const person = await office.person(...grants)
      const own = { name: name ?? person.name, locale }
      await office.deps.db.updateTable('person').set(own).where('id', '=', person.id).execute()
      return seatOf({ ...person, ...own }, more as BrowserContextOptions)
    },
  }
}

export type Rooms = Awaited<ReturnType<typeof openRooms>>

/** To be called once in a test file, at its end. */
export const closeBrowser = async () => {
  await (await browser)?.close()
  browser = undefined
}

const album = new URL('../../out/screens/', import.meta.url)

/** Puts a picture of the screen into out/screens, for people to look through. */
export const picture = async (page: Page, name: string, fullPage = true): Promise<void> => {
  mkdirSync(album, { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  // What stays in place while one scrolls belongs at the top.
  if (fullPage) await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: new URL(`${name}.png`, album).pathname, fullPage })
}
