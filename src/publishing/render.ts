import { unsubscribePlaceholder } from '../mailing/unsubscribe.ts'
import { renderEmail } from './email.ts'
import { artifacts, type Edition, type MultilingualDocument } from './model.ts'
import { renderPage } from './page.ts'
import { renderPdf } from './pdf.ts'
import type { RenderedEdition } from './render-task.ts'
import type { SitePlace } from './site.ts'

/**
 * Renders all files of an edition. The e-mails hold `unsubscribePlaceholder` where each recipient's address goes.
 * Refuses what `renderPdf` and `renderEmail` refuse.
 */
export const renderEdition = async (
  document: MultilingualDocument,
  edition: Edition,
  place?: SitePlace,
): Promise<RenderedEdition> => {
  const email = await renderEmail(document, edition, { unsubscribeUrl: unsubscribePlaceholder, place })
  const pages = await Promise.all(edition.map((locale) => renderPage(document, locale)))
  const bytes: Partial<Record<keyof typeof artifacts, Uint8Array>> = {
    'email.html': Buffer.from(email.html),
    'email.txt': Buffer.from(email.text),
    'document.pdf': await renderPdf(document, edition, 'ua-1', place),
    'document-archive.pdf': await renderPdf(document, edition, 'a-2a', place),
    ...(pages.length === 1 && { 'page.html': Buffer.from(pages[0]!.html) }),
  }
  const files = (Object.entries(bytes) as [keyof typeof artifacts, Uint8Array][]).map(([name, bytes]) => ({
    name,
    mediaType: artifacts[name],
    bytes,
  }))
  return { subject: email.subject, files, pages }
}
