import type { Locale } from '../language/model.ts'

// The letters themselves come only where the machine has none of its own.
const faces: Record<Locale, () => Promise<unknown>> = {
  en: async () => {},
  km: () =>
    Promise.all([
      import('@fontsource/kantumruy-pro/khmer-400.css'),
      import('@fontsource/kantumruy-pro/khmer-600.css'),
    ]),
  ja: () => import('@fontsource-variable/noto-sans-jp/index.css'),
}

/** Has the faces of a language's script at hand. */
export const loadFaces = (locale: Locale): void => void faces[locale]()
