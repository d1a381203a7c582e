import { readFileSync } from 'node:fs'
import { locales } from '../language/model.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import type { OfficeStyle } from './style.ts'

const file = new URL('../../templates/specimen.json', import.meta.url)

/** A made-up release with every kind of block, to look at a style with: under the office's own letterhead where it has one. */
export const specimen = (style: OfficeStyle): { document: MultilingualDocument; edition: Edition } => {
  const document = JSON.parse(readFileSync(file, 'utf8')) as MultilingualDocument
  for (const locale of locales)
    if (style.letterhead[locale].length > 0) document.locales[locale]!.letterhead = []
  return { document, edition: [...locales] }
}
