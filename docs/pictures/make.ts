/** Draws the README's first picture from what `npm run demo` left in out/: `npm run picture`. The other one is of out/screens. */
import { readFileSync, writeFileSync } from 'node:fs'
import { openBrowser } from '../../test/support/browser.ts'
import { picturesOfPdf } from '../../test/support/pdf.ts'

const release = new URL('../../out/2023-12-18-foreign-ministers/', import.meta.url)
const pages = await Promise.all(
  ['en', 'km', 'ja'].map(async (edition) => {
    const [first] = await picturesOfPdf(readFileSync(new URL(`${edition}/document.pdf`, release)), 1.3)
    return first!
  }),
)
const images = pages.map((page) => `<img src="data:image/png;base64,${page.toString('base64')}">`)
const browser = await openBrowser()
const page = await browser.newPage({ viewport: { width: 1388, height: 666 } })
await page.setContent(
  `<style>body { margin: 0; background: #e9ebee; padding: 36px; display: flex; gap: 28px }
   img { width: 420px; box-shadow: 0 2px 14px #0004 }</style>${images.join('')}`,
)
writeFileSync(new URL('editions.png', import.meta.url), await page.screenshot())
await browser.close()
