import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import { refusing } from '../db/client.ts'
import { defineJob } from '../jobs/define.ts'
import { loadApproved } from './approved.ts'
import { type Artifact, type ArtifactName, editionName } from './model.ts'
import { styleOf } from './office-style.ts'
import { codeOf } from './queries.ts'
import { sitePlace } from './site.ts'

const standards: Partial<Record<ArtifactName, 'ua-1' | 'a-2a'>> = {
  'document.pdf': 'ua-1',
  'document-archive.pdf': 'a-2a',
}

/** With the office's signature in each PDF, where it has a certificate. A file is what it is with its signature. */
const signed = async (place: Config['pdfSigning'], files: Artifact[]): Promise<Artifact[]> => {
  if (!place) return files
  const { readSigner, signPdf } = await import('./pdf-signature.ts')
  const signer = await readSigner(place)
  const sign = async (file: Artifact) => {
    const standard = standards[file.name]
    return standard ? { ...file, bytes: await signPdf(file.bytes, standard, signer, new Date()) } : file
  }
  return Promise.all(files.map(sign))
}

/** Renders an edition's files from what was approved. If an approval falls meanwhile, nothing of it is kept. */
export const renderEditionJob = defineJob({
  name: 'render-edition',
  async run({ config, db, log, renderer, trace }, id) {
    const approved = await loadApproved(db, id)
    if (!approved) return
    const { approvalsSha256 } = approved
    const made = await codeOf(db, { id, approvalsSha256 })
    if (!made) return
    const place = sitePlace(config.baseUrl, approved.document.slug, made.code)
    const style = await styleOf(db, made.styleId)
    const { subject, files, pages } = await trace.span(
      'render',
      { 'bayon.edition': editionName(approved.edition) },
      async () => {
        const made = await renderer.edition(approved.document, approved.edition, style, place)
        return { ...made, files: await signed(config.pdfSigning, made.files) }
      },
    )

    await refusing(() =>
      db.transaction().execute(async (trx) => {
        const moved = await trx
          .updateTable('edition')
          .set({ status: 'rendered', subject })
          .where('id', '=', id)
          .where('status', '=', 'pending')
          .where('approvals_sha256', '=', approvalsSha256)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return log.info({ edition: id }, 'approvals changed while rendering')
        await trx
          .insertInto('page')
          .values(
            pages.map(({ html: _, ...page }) => ({
              ...page,
              edition_id: id,
              approvals_sha256: approvalsSha256,
            })),
          )
          .onConflict((oc) => oc.doNothing())
          .execute()
        for (const { name, mediaType, bytes } of files) {
          const content = Buffer.from(bytes)
          const sha256 = createHash('sha256').update(content).digest()
          await trx
            .insertInto('blob')
            .values({ sha256, content })
            .onConflict((oc) => oc.doNothing())
            .execute()
          await trx
            .insertInto('artifact')
            .values({
              edition_id: id,
              name,
              approvals_sha256: approvalsSha256,
              media_type: mediaType,
              size: content.length,
              sha256,
            })
            .onConflict((oc) => oc.doNothing())
            .execute()
        }
      }),
    )
  },
})
