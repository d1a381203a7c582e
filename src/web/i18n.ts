import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { isLocale, type Locale, locales, sourceLocale } from '../language/model.ts'
import { loadFaces } from './faces.ts'
import { addDigits } from './format.ts'

// One file for each language and part of the application, loaded when somebody needs it.
const files = import.meta.glob<Record<string, unknown>>(
  '../../locales/*/{screens,releases,release,submit,editor,publish,lists,terms,activity,insight,people,office,operations,account}.json',
  { import: 'default' },
)

/** Whose words a screen needs beside those of every screen. */
export type Words =
  | 'releases'
  | 'release'
  | 'submit'
  | 'editor'
  | 'publish'
  | 'lists'
  | 'terms'
  | 'activity'
  | 'insight'
  | 'people'
  | 'office'
  | 'operations'
  | 'account'

const remembered = 'bayon.locale'
const wanted = new Set(['screens'])

const load = async (locale: string) => {
  const missing = [...wanted].filter((name) => !i18next.hasResourceBundle(locale, name))
  await Promise.all(
    missing.map(async (name) => {
      i18next.addResourceBundle(locale, name, await files[`../../locales/${locale}/${name}.json`]!())
    }),
  )
}

/** Has the words of a part at hand, in the language of now and in any that is chosen later. */
export const words = (name: Words): Promise<void> => {
  wanted.add(name)
  return load(i18next.language)
}

/** The language to begin in: the one chosen last in this browser, else the first known one that the browser asks for. */
const firstLocale = (): Locale => {
  const wished = [localStorage.getItem(remembered) ?? '', ...navigator.languages]
  return wished.map((tag) => tag.split('-')[0]!).find(isLocale) ?? sourceLocale
}

/** Shows everything in a language from here on, and next time. */
export const speak = async (locale: Locale): Promise<void> => {
  await load(locale)
  await i18next.changeLanguage(locale)
  loadFaces(locale)
  localStorage.setItem(remembered, locale)
  document.documentElement.lang = locale
}

export const startI18n = async (): Promise<void> => {
  await i18next.use(initReactI18next).init({
    supportedLngs: [...locales],
    fallbackLng: false,
    ns: ['screens'],
    defaultNS: 'screens',
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: {},
  })
  addDigits()
  await speak(firstLocale())
}
