import { createHash } from 'node:crypto'
import { allow, type Person } from '../accounts/permissions.ts'
import { asPerson, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Params, text } from '../i18n.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { throughWord } from '../translation/interchange/docx.ts'
import { parseUnitId, type ReturnedFile, type ReturnedUnit } from '../translation/interchange/model.ts'
import { readDocx } from '../translation/interchange/read-docx.ts'
import { readXliff } from '../translation/interchange/read-xliff.ts'
import { localeOf, problemOf } from '../translation/interchange/tmx.ts'
import { examine } from './check.ts'
import { writeComment } from './comment.ts'
import { differenceOf } from './difference.ts'
import { applyEdits, type Edit, tidy } from './edit.ts'
import { contentHash, findRevisionOf, findTranslation, listComments, listSegments } from './queries.ts'
import type { FileFormat } from './send-out.ts'

/** A file that comes back. */
export interface Returned {
  format: FileFormat
  bytes: Uint8Array
}

const read = ({ format, bytes }: Returned, locale: Locale): Promise<ReturnedFile> =>
  format === 'docx' ? readDocx(bytes, sourceLocale, locale) : readXliff(bytes)

/** What an untouched text looks like when it comes back in a format. */
const echo = (format: FileFormat, given: string) => (format === 'docx' ? throughWord(given) : given)

const blanks = (given: string) => given.replace(/\s+/g, ' ').trim()

type Segment = Awaited<ReturnType<typeof listSegments>>[number]

/** Holds a returned unit against its segment. @returns the edit that it asks for, or null */
const editOf = (
  unit: ReturnedUnit,
  segment: Segment,
  version: number,
  format: FileFormat,
  locale: Locale,
): Edit | null => {
  const place = { line: unit.line }
  if (blanks(unit.source) !== blanks(echo(format, segment.source)))
    throw new Refusal('file-source-changed', place)
  const target = tidy(unit.target ?? '', locale)
  if (target === '' || target === segment.target || target === tidy(echo(format, segment.target), locale))
    return null
  if (unit.unknownCodes.length > 0) {
    throw new Refusal('file-code-unknown', { ...place, code: unit.unknownCodes[0]! })
  }
  if (problemOf(segment.source, target)) throw new Refusal('file-text-unusable', place)
  if (version !== segment.version) {
    throw new Refusal('file-segment-changed', { ...place, text: segment.target.slice(0, 200) })
  }
  return { segmentId: segment.id, text: target, version }
}

/** In UTF-16 units, as comments are bounded. */
const LONGEST_NOTE = 5000

/** What was written beside a unit, each once, as comments may be written. */
const notesOf = ({ notes }: ReturnedUnit, locale: Locale): string[] => {
  const clean = notes.map((note) => tidy(note.replace(/[^\P{Cc}\n\t]/gu, ' ').slice(0, LONGEST_NOTE), locale))
  return [...new Set(clean)].filter((note) => note !== '')
}

/** What a returned file would change, seen in one view of the database. */
const plan = async (trx: Trx, slug: string, locale: Locale, returned: Returned) => {
  if (locale === sourceLocale) throw new Refusal('source-fixed')
  const translation = await findTranslation(trx, slug, locale)
  const file = await read(returned, locale)
  if (file.target !== null && localeOf(file.target) !== locale) {
    throw new Refusal('file-other-language', { language: file.target.slice(0, 40) })
  }
  const segments = await listSegments(trx, translation.id)
  const byId = new Map(segments.map((segment) => [segment.id, segment]))
  const seen = new Set<string>()
  const edits: Edit[] = []
  const notes: { segmentId: string; text: string }[] = []
  const said = new Set(
    (await listComments(trx, translation.id)).map(({ segment_id, body }) => `${segment_id} ${body}`),
  )
  for (const unit of file.units) {
    const named = parseUnitId(unit.id)
    const segment = named && byId.get(named.segmentId)
    if (!segment) {
      const revision = named && (await findRevisionOf(trx, slug, named.segmentId))
      throw revision
        ? new Refusal('file-outdated', { revision, newest: translation.revision })
        : new Refusal('file-other-release', { line: unit.line })
    }
    if (seen.has(segment.id)) throw new Refusal('file-segment-twice', { line: unit.line })
    seen.add(segment.id)
    for (const text of notesOf(unit, locale)) {
      if (!said.has(`${segment.id} ${text}`)) notes.push({ segmentId: segment.id, text })
    }
    const edit = editOf(unit, segment, named.version, returned.format, translation.locale as Locale)
    if (edit) edits.push(edit)
  }
  const missing = segments.length - seen.size
  if (returned.format === 'docx' && missing > 0) throw new Refusal('file-rows-missing', { count: missing })
  const content = (await contentHash(trx, translation.id)).toString('hex')
  const sha256 = createHash('sha256')
    .update(JSON.stringify([translation.id, content, edits, notes]))
    .digest('hex')
  return { translation, segments: byId, edits, notes, missing, sha256 }
}

/**
 * Shows what a returned file would change: each text before and after, and what the checks would say. Changes nothing.
 * `sha256` names exactly this; `takeBack` wants it.
 * @throws Refusal 'not-allowed', 'source-fixed', 'file-broken', 'file-unsafe', 'file-not-unicode', 'file-other-language',
 *   'file-other-release', 'file-outdated', 'file-segment-changed', 'file-segment-twice', 'file-source-changed',
 *   'file-code-unknown', 'file-text-unusable', and for Word 'file-tracked-changes', 'file-table-changed', 'file-rows-missing'
 */
export const previewReturn = (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  returned: Returned,
) => {
  allow(person, ['translator', 'reviewer'], locale)
  return deps.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { translation, segments, edits, notes, missing, sha256 } = await plan(trx, slug, locale, returned)
      const proposed = new Map(edits.map((edit) => [edit.segmentId, edit.text]))
      const examined = await examine(trx, translation.id, proposed)
      return {
        sha256,
        changes: edits.map(({ segmentId, text: after }) => {
          const { source, target: before } = segments.get(segmentId)!
          return { segmentId, source, before, after, difference: differenceOf(before, after) }
        }),
        unchanged: segments.size - edits.length,
        missing,
        open: [...segments.values()].filter(({ id, target }) => target === '' && !proposed.has(id)).length,
        notes,
        findings: examined.findings.map(({ segment, check, severity, message, params }) => ({
          segmentId: examined.segments[segment]!.id,
          check,
          severity,
          message: text(person.locale, message, params as Params),
        })),
      }
    })
}

/**
 * Takes a returned file in a person's name, as its preview showed it: its texts, and its notes as comments of theirs.
 * @returns how many segments changed, and how many comments were opened
 * @throws Refusal 'preview-stale' where file or translation are not what was previewed, and those of `previewReturn` and `editTargets`
 */
export const takeBack = async (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  returned: Returned,
  sha256: string,
): Promise<{ taken: number; comments: number }> => {
  allow(person, ['translator', 'reviewer'], locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const planned = await plan(trx, slug, locale, returned)
    if (planned.sha256 !== sha256) throw new Refusal('preview-stale')
    const { translation, edits, notes } = planned
    if (edits.length > 0) await applyEdits(trx, person, slug, locale, edits)
    for (const { segmentId, text: body } of notes)
      await writeComment(trx, person, translation, { segmentId, body, mentions: [] })
    return { taken: edits.length, comments: notes.length }
  })
}
