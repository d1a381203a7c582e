/** Takes the pictures of docs/tour.md from a running `npm run dev`: `npm run tour`. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PASSWORD } from '../../dev/seed.ts'
import { sampleNames } from '../../src/cli/demo/samples.ts'
import { openBrowser } from '../../test/support/browser.ts'

const folder = fileURLToPath(new URL('tour/', import.meta.url))
const [approved, inReview] = sampleNames

/** Who looks, in which language, at which screens: the pictures' names, and where they are. */
const stops: { who: string | null; locale: string; screens: Record<string, string> }[] = [
  { who: null, locale: 'en', screens: { 'sign-in': '/sign-in' } },
  {
    who: 'officer',
    locale: 'en',
    screens: {
      home: '/',
      'new-release': '/releases/new',
      release: `/releases/${inReview}`,
      revise: `/releases/${inReview}/revise`,
      lists: '/lists',
    },
  },
  { who: 'translatorkm', locale: 'km', screens: { editor: `/releases/${inReview}/km`, terms: '/terms' } },
  {
    who: 'reviewerja',
    locale: 'ja',
    screens: {
      review: `/releases/${inReview}/ja`,
      memory: '/memory?q=minister&locale=ja',
      account: '/account',
    },
  },
  {
    who: 'publisher',
    locale: 'en',
    screens: {
      publish: `/releases/${approved}/publish`,
      list: '/lists/english-khmer',
      activity: '/activity',
      insight: '/insight',
    },
  },
  {
    who: 'administrator',
    locale: 'en',
    screens: { people: '/people', documents: '/office', operation: '/operations', queues: '/queues' },
  },
]

mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
for (const { who, locale, screens } of stops) {
  const context = await browser.newContext({
    baseURL: 'http://127.0.0.1:3000',
    locale,
    viewport: { width: 1200, height: 760 },
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Phnom_Penh',
  })
  if (who) {
    const data = { email: `${who}@office.example`, password: PASSWORD }
    const answer = await context.request.post('/api/auth/sign-in/email', { data })
    if (!answer.ok()) throw new Error(`${who} does not come in: ${await answer.text()}`)
  }
  const page = await context.newPage()
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(path, { timeout: 120_000 })
    await page.locator('h1, [class*=queue]').first().waitFor({ timeout: 120_000 })
    await page.waitForFunction(() => !document.querySelector('[aria-busy]'))
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {})
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 72 })
  }
  await context.close()
}
await browser.close()
