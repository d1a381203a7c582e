import { Refusal } from '../errors.ts'
import { isLocale, type Locale, sourceLocale } from '../language/model.ts'
import type { ReleaseDocument } from '../releases/model.ts'

/** One release in several locales: what every renderer takes. */
export interface MultilingualDocument {
  slug: string
  locales: Partial<Record<Locale, ReleaseDocument>>
  /** The translations are unofficial, for demonstration: every artifact that shows one says so. */
  unofficial?: boolean
}

/** An ordered list of locales published together. */
export type Edition = Locale[]

/** The name of an edition, for example `en+km`. */
export const editionName = (edition: Edition): string => edition.join('+')

/** Reads the name of an edition. Refuses (`edition-unknown`) an unknown locale, a repeated one or none. */
export const parseEdition = (name: string): Edition => {
  const parts = name.split('+')
  const edition = parts.filter(isLocale)
  if (edition.length < parts.length || new Set(edition).size < edition.length)
    throw new Refusal('edition-unknown', { edition: name.slice(0, 40) })
  return edition
}

/** The editions of a release in these locales: each alone, the source with each other, and all together. */
export const editionsOf = (locales: Locale[]): Edition[] => {
  const others = locales.filter((locale) => locale !== sourceLocale)
  const source = locales.filter((locale) => locale === sourceLocale)
  const singles = [...source, ...others].map((locale) => [locale])
  const pairs = source.length > 0 ? others.map((locale) => [sourceLocale, locale]) : []
  const all = others.length > 1 ? [[...source, ...others]] : []
  return [...singles, ...pairs, ...all]
}

/** The files of an edition and their media types. */
export const artifacts = {
  'email.html': 'text/html; charset=utf-8',
  'email.txt': 'text/plain; charset=utf-8',
  'document.pdf': 'application/pdf',
  'document-archive.pdf': 'application/pdf',
  /** Of an edition of one language: the release as the public site shows it, between the site's own head and foot. */
  'page.html': 'text/html; charset=utf-8',
} as const

export type ArtifactName = keyof typeof artifacts

/** One rendered file of an edition. */
export interface Artifact {
  name: ArtifactName
  mediaType: string
  bytes: Uint8Array
}
