import { readFileSync } from 'node:fs'
import { type Locale, locales } from '../../src/language/model.ts'
import type { MultilingualDocument } from '../../src/publishing/model.ts'
import type { ReleaseDocument } from '../../src/releases/model.ts'

export const sampleSlugs = [
  '2022-11-12-comprehensive-strategic-partnership',
  '2023-12-18-foreign-ministers',
] as const

type SampleSegment = Record<Locale, string> & { role: string }

const places: Record<Locale, string> = { en: 'Phnom Penh', km: 'រាជធានីភ្នំពេញ', ja: 'プノンペン' }

const oneLine = (text: string) => text.replaceAll('**', '').replaceAll('\n', ' ')

const releaseIn = (segments: SampleSegment[], locale: Locale, date: string): ReleaseDocument => {
  const all = (role: string) => segments.filter((one) => one.role === role).map((one) => one[locale])
  const motto = all('motto')[0]!.replaceAll('**', '').split('\n')
  return {
    kind: 'press-release',
    letterhead: [...motto, ...all('ministry').map(oneLine)],
    unit: all('unit')[0] ?? null,
    reference: null,
    title: all('title')[0]!,
    blocks: all('body').map((text) => ({ type: 'paragraph', text })),
    dateline: { place: places[locale], date, text: all('dateline')[0]! },
  }
}

/** A sample release in its three locales, built by hand from the unofficial translations. */
export const sampleDocument = (slug: (typeof sampleSlugs)[number]): MultilingualDocument => {
  const file = new URL(`../../samples/translations/${slug}.json`, import.meta.url)
  const segments = JSON.parse(readFileSync(file, 'utf8')) as SampleSegment[]
  return {
    slug,
    unofficial: true,
    locales: Object.fromEntries(
      locales.map((locale) => [locale, releaseIn(segments, locale, slug.slice(0, 10))]),
    ),
  }
}
