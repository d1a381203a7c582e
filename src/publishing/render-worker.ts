import { Refusal } from '../errors.ts'
import { renderEmail } from './email.ts'
import { editionName } from './model.ts'
import { piecesOf } from './pages.ts'
import { renderPictures } from './pdf.ts'
import { renderEdition } from './render.ts'
import type { RenderAnswer, RenderTask } from './render-task.ts'

const render = {
  edition: ({ document, edition }) => renderEdition(document, edition),
  email: ({ document, edition }) =>
    renderEmail(document, edition, { unsubscribeUrl: `#${editionName(edition)}` }),
  pictures: async ({ document, edition, known }) => piecesOf(await renderPictures(document, edition), known),
} satisfies Record<RenderTask['what'], (task: RenderTask) => Promise<unknown>>

/** Runs in a thread of its own: Typst and MJML keep theirs busy. */
export default async (task: RenderTask): Promise<RenderAnswer> => {
  try {
    return { done: await render[task.what](task) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, params: error.params }
    throw error
  }
}
