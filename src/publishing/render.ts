import { unsubscribePlaceholder } from '../mailing/unsubscribe.ts'
import { renderEmail } from './email.ts'
import { type Artifact, artifacts, type Edition, type MultilingualDocument } from './model.ts'
import { renderPdf } from './pdf.ts'

/**
 * Renders all files of an edition, and the subject of its e-mail. The e-mails hold `unsubscribePlaceholder` where each recipient's address goes.
 * Refuses what `renderPdf` and `renderEmail` refuse.
 */
export const renderEdition = async (
  document: MultilingualDocument,
  edition: Edition,
): Promise<{ subject: string; files: Artifact[] }> => {
  const email = await renderEmail(document, edition, { unsubscribeUrl: unsubscribePlaceholder })
  const bytes: Record<keyof typeof artifacts, Uint8Array> = {
    'email.html': Buffer.from(email.html),
    'email.txt': Buffer.from(email.text),
    'document.pdf': await renderPdf(document, edition, 'ua-1'),
    'document-archive.pdf': await renderPdf(document, edition, 'a-2a'),
  }
  const files = (Object.keys(artifacts) as (keyof typeof artifacts)[]).map((name) => ({
    name,
    mediaType: artifacts[name],
    bytes: bytes[name],
  }))
  return { subject: email.subject, files }
}
