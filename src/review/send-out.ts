import type { Db } from '../db/client.ts'
import { type Params, text } from '../i18n.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { writeDocx } from '../translation/interchange/docx.ts'
import {
  type FileUnit,
  type TranslationFile,
  type UnitNote,
  unitId,
} from '../translation/interchange/model.ts'
import { writeXliff } from '../translation/interchange/xliff.ts'
import { writeXliff1 } from '../translation/interchange/xliff-1.ts'
import { conceptsFor, type FoundTerm, findTerms } from '../translation/termbase.ts'
import { findTranslation, listComments, listFindings, listSegments } from './queries.ts'

/** The files that a translation goes out and comes back in. */
export const fileFormats = ['xliff', 'xliff-1', 'docx'] as const
export type FileFormat = (typeof fileFormats)[number]

const shapes: Record<
  FileFormat,
  {
    extension: string
    type: string
    write(file: TranslationFile, reader: Locale): Promise<Buffer> | Iterable<string>
  }
> = {
  xliff: { extension: 'xlf', type: 'application/xliff+xml', write: writeXliff },
  'xliff-1': { extension: '1.xlf', type: 'application/x-xliff+xml', write: writeXliff1 },
  docx: {
    extension: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: writeDocx,
  },
}

const avoided = (terms: FoundTerm[], reader: Locale): UnitNote[] =>
  terms
    .flatMap(({ forms }) => forms.filter(({ status }) => status === 'forbidden'))
    .map((term) => ({ category: 'term', text: text(reader, 'interchange:avoid', { term: term.text }) }))

/**
 * A translation as a file for somebody who works elsewhere, in one view of the database. Its notes are in the
 * reader's language.
 * @throws Refusal 'translation-unknown'
 */
export const sendOut = async (
  db: Db,
  slug: string,
  locale: Locale,
  format: FileFormat,
  reader: Locale,
): Promise<{ name: string; type: string; bytes: Buffer }> => {
  const file = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx): Promise<TranslationFile> => {
      const { id, status, title, revision, day } = await findTranslation(trx, slug, locale)
      const segments = await listSegments(trx, id)
      const findings = Map.groupBy(
        (await listFindings(trx, id)).filter(({ waived_by }) => waived_by === null),
        ({ segment_id }) => segment_id,
      )
      const comments = await listComments(trx, id)
      const resolved = new Set(comments.filter((one) => one.resolved_at).map((one) => one.id))
      const open = Map.groupBy(
        comments.filter((one) => !resolved.has(one.parent_id ?? one.id)),
        ({ segment_id }) => segment_id,
      )
      const sources = segments.map(({ source }) => source)
      const terms = findTerms(segments, await conceptsFor(trx, sources, locale, day), locale)
      const units = segments.map(
        ({ id, version, type, source, target, engine, score, draft, details }, at): FileUnit => {
          // Null where nothing was drafted yet.
          const { unit } = (details ?? {}) as { unit?: { source: string } }
          return {
            id: unitId(id, version),
            block: type,
            source,
            target,
            state: target === '' ? 'initial' : status === 'approved' ? 'final' : 'translated',
            matches:
              draft && engine && score !== null
                ? // 101, the same neighbours too, is more than the formats know.
                  [
                    {
                      origin: engine,
                      score: Math.min(score, 100),
                      source: unit?.source ?? source,
                      target: draft,
                    },
                  ]
                : [],
            terms: terms[at]!,
            notes: [
              ...(open.get(id) ?? []).map(({ body }): UnitNote => ({ category: 'comment', text: body })),
              ...avoided(terms[at]!, reader),
              ...(findings.get(id) ?? []).map(
                ({ message, params }): UnitNote => ({
                  category: 'finding',
                  text: text(reader, message, params as Params),
                }),
              ),
            ],
          }
        },
      )
      return { slug, title, revision, source: sourceLocale, target: locale, units }
    })
  const { extension, type, write } = shapes[format]
  const written = await write(file, reader)
  return {
    name: `${slug}.${locale}.${extension}`,
    type,
    bytes: Buffer.isBuffer(written) ? written : Buffer.from([...written].join('')),
  }
}
