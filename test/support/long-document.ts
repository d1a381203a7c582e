import { type Locale, locales } from '../../src/language/model.ts'
import type { MultilingualDocument } from '../../src/publishing/model.ts'
import type { BodyBlock } from '../../src/releases/model.ts'
import { everyBlockDocument, sampleDocument, sampleSlugs } from './sample-documents.ts'

const signatory: Record<Locale, (n: string) => string> = {
  en: (n) => `Delegation ${n} | H.E. **SOK Chenda Sophea** | Minister`,
  km: (n) => `គណៈប្រតិភូទី${n} | ឯកឧត្តម **សុខ ចិន្តាសោភា** | រដ្ឋមន្ត្រី`,
  ja: (n) => `第${n}代表団 | **ソック・チェンダ・サオピア**閣下 | 大臣`,
}

const head: Record<Locale, string> = {
  en: '**Delegation** | **Name** | **Office**',
  km: '**គណៈប្រតិភូ** | **ឈ្មោះ** | **មុខងារ**',
  ja: '**代表団** | **氏名** | **役職**',
}

const khmer = (n: number) => String(n).replace(/\d/g, (digit) => '០១២៣៤៥៦៧៨៩'[Number(digit)]!)

const chapter = (locale: Locale, n: number): BodyBlock[] => {
  const number = locale === 'km' ? khmer(n) : String(n)
  const blocks = everyBlockDocument().locales[locale]!.blocks
  const paragraphs = sampleSlugs.flatMap((slug) => sampleDocument(slug).locales[locale]!.blocks)
  return blocks.flatMap((block, index) =>
    block.type === 'heading'
      ? [{ ...block, text: `${number}. ${block.text}` }, ...(n % 2 ? [] : paragraphs.slice(0, 2))]
      : index === 1
        ? [block, ...paragraphs]
        : [block],
  )
}

/** A communiqué of some forty pages with every kind of block, and a hundred signatories, in three languages. */
export const longDocument = (chapters = 7, signatories = 100): MultilingualDocument => {
  const { slug, locales: short } = everyBlockDocument()
  const all = <T>(count: number, make: (n: number) => T) =>
    Array.from({ length: count }, (_, n) => make(n + 1))
  return {
    slug: `${slug}-long`,
    locales: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          ...short[locale]!,
          kind: 'joint-statement' as const,
          blocks: [
            ...all(chapters, (n) => chapter(locale, n)).flat(),
            { type: 'paragraph' as const, text: head[locale] },
            ...all(
              signatories,
              (n): BodyBlock => ({
                type: 'paragraph',
                text: signatory[locale](locale === 'km' ? khmer(n) : String(n)),
              }),
            ),
          ],
        },
      ]),
    ),
  }
}
