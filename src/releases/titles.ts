import { type RawBuilder, sql } from 'kysely'
import { type Locale, sourceLocale } from '../language/model.ts'

/** The titles that a release has in other languages than English, as they stand now, approved or not. */
export type Titles = Partial<Record<Locale, string>>

/** SQL for the titles of a revision, by the expression of its id. */
export const titlesOf = (revisionId: RawBuilder<unknown>): RawBuilder<Titles> => sql<Titles>`(
  select coalesce(jsonb_object_agg(tt.locale, g.text), '{}')
  from block b join segment s on s.block_id = b.id join translation tt on tt.revision_id = b.revision_id
  join target g on g.translation_id = tt.id and g.segment_id = s.id
  where b.revision_id = ${revisionId} and b.type = 'title' and tt.locale <> ${sourceLocale} and g.text <> '')`
