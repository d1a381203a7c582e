import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

const require = createRequire(import.meta.url)

/** The Chromium that comes inside an npm package, headless. It also runs as root. */
export const openBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true })

const webFonts = [
  { family: 'Noto Serif', weight: 400, file: 'noto-serif/400Regular/NotoSerif_400Regular.ttf' },
  { family: 'Noto Serif', weight: 700, file: 'noto-serif/700Bold/NotoSerif_700Bold.ttf' },
  { family: 'Battambang', weight: 400, file: 'battambang/400Regular/Battambang_400Regular.ttf' },
  { family: 'Battambang', weight: 700, file: 'battambang/700Bold/Battambang_700Bold.ttf' },
  { family: 'Moul', weight: 400, file: 'moul/400Regular/Moul_400Regular.ttf' },
  { family: 'Noto Serif JP', weight: 400, file: 'noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf' },
  { family: 'Noto Serif JP', weight: 700, file: 'noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf' },
  // A stand-in for the reader's own gothic.
  { family: 'Noto Sans JP', weight: 400, file: 'noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf' },
  { family: 'Noto Sans JP', weight: 700, file: 'noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf' },
]

/** The address that a page of `withFonts` loads fonts from; `fontFile` answers it. */
const fontHost = 'https://fonts.invalid/'

/** Gives a page the fonts that a reader's own system would have. */
export const withFonts = (html: string): string => {
  const rules = webFonts.map(
    ({ family, weight, file }) =>
      `@font-face{font-family:'${family}';font-weight:${weight};src:url('${fontHost}${file}')}`,
  )
  return html.replace('</head>', `<style>${rules.join('')}</style></head>`)
}

/** Serves the fonts of `withFonts` to all pages of a context. */
export const serveFonts = (browser: Browser) =>
  browser.newContext().then(async (context) => {
    await context.route(`${fontHost}**`, (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        contentType: 'font/ttf',
        body: readFileSync(
          require.resolve(`@expo-google-fonts/${route.request().url().slice(fontHost.length)}`),
        ),
      }),
    )
    return context
  })
