/** The locales that Bayon knows, the source locale first. A new one is added here and in locales/, with its rules in this folder. */
export const locales = ['en', 'km', 'ja'] as const

export type Locale = (typeof locales)[number]

/** The locale that releases are written in. */
export const sourceLocale: Locale = 'en'

/** Whether a string names a known locale. */
export const isLocale = (value: string): value is Locale => (locales as readonly string[]).includes(value)
