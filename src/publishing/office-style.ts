import { sql } from 'kysely'
import { asPerson, type Db } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import type { Logo } from './logo.ts'
import { specimen } from './specimen.ts'
import { OfficeStyle, plainStyle } from './style.ts'

interface StyleRow {
  settings: unknown
  logo: Buffer | null
}

const readStyle = ({ settings, logo }: StyleRow): OfficeStyle =>
  OfficeStyle.parse({
    ...(settings as object),
    logo: logo && { content: logo.toString('base64') },
  })

/** The style that holds from now on, and who saved it when; the plain one where nobody has. */
export const currentStyle = async (
  db: Db,
): Promise<{ style: OfficeStyle; saved: { at: Date; by: string } | null }> => {
  const row = await db
    .selectFrom('office_style as s')
    .innerJoin('person as p', 'p.id', 's.saved_by')
    .select(['s.settings', 's.logo', 's.saved_at as savedAt', 'p.name as savedBy'])
    .orderBy('s.saved_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { style: plainStyle, saved: null }
  return { style: readStyle(row), saved: { at: row.savedAt, by: row.savedBy } }
}

/** The style of a version; the plain one where there is none. */
export const styleOf = async (db: Db, id: string | null): Promise<OfficeStyle> => {
  if (id === null) return plainStyle
  const row = await db
    .selectFrom('office_style')
    .select(['settings', 'logo'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return readStyle(row)
}

/**
 * Keeps a style as the office's from now on, after a specimen was rendered with it. What is approved already, and all
 * that is rendered, stays as it is.
 * @throws Refusal what `renderEdition` throws: 'set-unknown', 'template-broken', 'glyph-missing'; 'style-invalid' where its logo
 *   cannot be drawn
 */
export const saveStyle = async (deps: Deps, personId: string, style: OfficeStyle): Promise<void> => {
  const { document, edition } = specimen(style)
  const picture = await deps.renderer.trial(document, edition, style)
  const { logo, ...settings } = style
  await asPerson(deps.db, personId, (trx) =>
    trx
      .insertInto('office_style')
      .values({
        settings: JSON.stringify(settings),
        logo: logo && Buffer.from(logo.content, 'base64'),
        logo_type: logo?.mediaType ?? null,
        logo_picture: picture && Buffer.from(picture),
        saved_by: personId,
      })
      .execute(),
  )
}

/**
 * A logo that any version of the style had, as it is or drawn as a PNG: what was sent with it still shows it. Nothing where it was
 * never kept as that.
 */
export const findLogo = async (
  db: Db,
  sha256: string,
  mediaType: Logo['mediaType'],
): Promise<Buffer | undefined> => {
  const found = await db
    .selectFrom('office_style')
    .select(
      sql<Buffer | null>`case when logo_type = ${mediaType} then logo else logo_picture end`.as('bytes'),
    )
    .where(sql<boolean>`logo_sha256 = decode(${sha256}, 'hex')`)
    .where((eb) => eb.or([eb('logo_type', '=', mediaType), eb(eb.val(mediaType), '=', 'image/png')]))
    .limit(1)
    .executeTakeFirst()
  return found?.bytes ?? undefined
}
