import { unsubscribePlaceholder } from '../mailing/unsubscribe.ts'
import { renderEmail } from './email.ts'
import { artifacts, type Edition, type MultilingualDocument } from './model.ts'
import { renderPage } from './page.ts'
import { type Looks, renderPdf } from './pdf.ts'
import type { RenderedEdition } from './render-task.ts'

/**
 * Renders all files of an edition. The e-mails hold `unsubscribePlaceholder` where each recipient's address goes.
 * Refuses what `renderPdf` and `renderEmail` refuse.
 */
export const renderEdition = async (
  document: MultilingualDocument,
  edition: Edition,
  looks: Looks = {},
): Promise<RenderedEdition> => {
  const { style, place } = looks
  const email = await renderEmail(document, edition, { unsubscribeUrl: unsubscribePlaceholder, place, style })
  const pages = await Promise.all(edition.map((locale) => renderPage(document, locale, style)))
  const bytes: Partial<Record<keyof typeof artifacts, Uint8Array>> = {
    'email.html': Buffer.from(email.html),
    'email.txt': Buffer.from(email.text),
    'document.pdf': await renderPdf(document, edition, 'ua-1', looks),
    'document-archive.pdf': await renderPdf(document, edition, 'a-2a', looks),
    ...(pages.length === 1 && { 'page.html': Buffer.from(pages[0]!.html) }),
  }
  const files = (Object.entries(bytes) as [keyof typeof artifacts, Uint8Array][]).map(([name, bytes]) => ({
    name,
    mediaType: artifacts[name],
    bytes,
  }))
  return { subject: email.subject, files, pages }
}
