import { setTimeout as sleep } from 'node:timers/promises'
import { readPairs, readSample, sampleNames, targetLocales } from '../../src/cli/demo/samples.ts'
import { type Locale, locales, sourceLocale } from '../../src/language/model.ts'
import type { MultilingualDocument } from '../../src/publishing/model.ts'
import { fromBlocks, toBlocks } from '../../src/releases/blocks.ts'
import { parseRelease } from '../../src/releases/parse/parse.ts'
import { submitRelease } from '../../src/releases/submit.ts'
import { approve } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import type { Office } from './office.ts'

const sample = sampleNames[1]

// Said at the end of each paragraph, so that no two releases have a paragraph in common.
const mark: Record<Locale, (n: number) => string> = {
  en: (n) => `This is statement number ${n}.`,
  km: (n) => `នេះជាសេចក្តីថ្លែងការណ៍លេខ ${n}។`,
  ja: (n) => `これは第${n}号の声明です。`,
}

const original = await readSample(sample)

/** The longer sample as one of many releases. */
export const releaseText = (n: number): string => original.replace(/\.$/gm, `. ${mark.en(n)}`)

const pairs = new Map(
  await Promise.all(
    targetLocales.map(async (locale) => {
      const known = await readPairs(sample, locale)
      return [locale as Locale, new Map(known.map(({ source, target }) => [source, target]))] as const
    }),
  ),
)

export const submit = ({ deps, officer }: Office, n: number) =>
  submitRelease(deps, officer.id, { text: releaseText(n), slug: `release-${n}`, locales: [...targetLocales] })

/** What people do, at once: a translator fills what is open, a reviewer approves. */
export const decide = async (
  { deps, translator, reviewer }: Office,
  n: number,
  locale: Locale,
): Promise<void> => {
  const slug = `release-${n}`
  const before = await getTranslation(deps.db, slug, locale, 'en')
  const edits = before.segments
    .filter(({ target }) => target === '')
    .map(({ id, version, source }) => ({
      segmentId: id,
      version,
      text: pairs.get(locale)?.get(source) ?? mark[locale](n),
    }))
  if (edits.length > 0) await editTargets(deps, translator, slug, locale, edits)
  const { contentSha256 } = await getTranslation(deps.db, slug, locale, 'en')
  await approve(deps, reviewer, slug, locale, contentSha256)
}

const pause = 20

/** Waits until all of a release's translations, or editions, are in one status. */
export const untilEach = async (
  { deps }: Office,
  table: 'translation' | 'edition',
  revision: string,
  status: string,
) => {
  for (;;) {
    const rows = await deps.db
      .selectFrom(table)
      .select('status')
      .where('revision_id', '=', revision)
      .execute()
    if (rows.every((row) => row.status === status)) return
    await sleep(pause)
  }
}

/**
 * Brings a release to where every edition is rendered, people's part done at once. Needs all stages but mail at work.
 * @returns when each stage was over, by `performance.now()`
 */
export const publishable = async (office: Office, n: number) => {
  const { revisionId } = await submit(office, n)
  const submitted = performance.now()
  await untilEach(office, 'translation', revisionId, 'in-review')
  const opened = performance.now()
  for (const locale of locales) await decide(office, n, locale)
  const decided = performance.now()
  await untilEach(office, 'edition', revisionId, 'rendered')
  return { submitted, opened, decided, rendered: performance.now() }
}

/** The same release in its languages, made without a database. */
export const documentOf = async (n: number): Promise<MultilingualDocument> => {
  const { document } = await parseRelease({ text: releaseText(n) })
  const blocks = toBlocks(document)
  const { kind, reference, dateline } = document
  const translated = locales.map((locale) => {
    const own = blocks.map((block) => ({
      ...block,
      segments: block.segments.map((text) =>
        locale === sourceLocale ? text : (pairs.get(locale)?.get(text) ?? mark[locale](n)),
      ),
    }))
    return [locale, fromBlocks({ kind, reference, dateline }, own, locale)]
  })
  return { slug: `release-${n}`, locales: Object.fromEntries(translated), unofficial: false }
}
