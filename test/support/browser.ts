import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

const fonts = dirname(dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/moul/package.json'))))

/** A fontconfig of our own, so that the browser has the printed fonts as its system's fonts, whatever the machine has. */
const fontconfig = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'bayon-fonts-'))
  const file = join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  )
  return file
}

/** The Chromium that comes inside an npm package, headless, with the printed fonts. It also runs as root. */
export const openBrowser = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    // In a single process, Chromium dies with its first closed page.
    args: chromium.args.filter((arg) => arg !== '--single-process'),
    headless: true,
    env: { ...process.env, FONTCONFIG_FILE: fontconfig() },
  })
