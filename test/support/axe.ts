import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

interface Found {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** What axe finds on a page, in one line each; by WCAG 2.2 AA and its own best practices. */
export const axe = async (page: Page): Promise<string[]> => {
  // Not as a script element: the page's content security policy lets none in.
  await page.evaluate(source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<Found> } }).axe.run(),
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
