import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import { type Locale, locales, sourceLocale } from './language/model.ts'

const folder = new URL('../locales/', import.meta.url)

const namespacesOf = (locale: Locale) =>
  Object.fromEntries(
    readdirSync(new URL(`${locale}/`, folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(new URL(`${locale}/${name}`, folder), 'utf8')),
      ]),
  )

const instance = i18next.createInstance()
await instance.init({
  resources: Object.fromEntries(locales.map((locale) => [locale, namespacesOf(locale)])),
  fallbackLng: sourceLocale,
  // Text is escaped where it leaves (HTML, MIME, Typst), never here.
  interpolation: { escapeValue: false },
  missingInterpolationHandler: () => '…',
})

export type Params = Record<string, string | number>

/**
 * The text of a key in a locale, for example `text('km', 'errors:release-empty')`.
 * A key that no locale has comes back as itself; `npm run check:locales` makes sure that none is missing.
 */
export const text = (locale: Locale, key: string, params: Params = {}): string =>
  instance.t(key, { ...params, lng: locale })
