import { Refusal } from '../errors.ts'
import { unsubscribePlaceholder } from '../mailing/unsubscribe.ts'
import { renderEmail, renderParts } from './email.ts'
import { drawLogo } from './logo-picture.ts'
import { editionName } from './model.ts'
import { piecesOf } from './pages.ts'
import { renderPictures } from './pdf.ts'
import { renderEdition } from './render.ts'
import type { RenderAnswer, RenderTask } from './render-task.ts'
import { noticeParts } from './withdrawal.ts'

const render = async (task: RenderTask): Promise<unknown> => {
  if (task.what === 'withdrawal') {
    const { notice, style, place } = task
    const unsubscribeUrl = unsubscribePlaceholder
    return renderParts(noticeParts(notice, style, place), { unsubscribeUrl, place, style })
  }
  const { document, edition, style } = task
  switch (task.what) {
    case 'edition':
      return renderEdition(document, edition, { style, place: task.place })
    case 'trial':
      await renderEdition(document, edition, { style })
      return style.logo?.mediaType === 'image/svg+xml' ? drawLogo(style.logo) : null
    case 'email':
      return renderEmail(document, edition, { unsubscribeUrl: `#${editionName(edition)}`, style })
    case 'pictures':
      return piecesOf(await renderPictures(document, edition, style), task.known)
  }
}

/** Runs in a thread of its own: Typst and MJML keep theirs busy. */
export default async (task: RenderTask): Promise<RenderAnswer> => {
  try {
    return { done: await render(task) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, params: error.params }
    throw error
  }
}
