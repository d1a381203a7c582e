import { Refusal } from '../errors.ts'
import { renderEmail } from './email.ts'
import { type Edition, editionName, type MultilingualDocument } from './model.ts'
import { renderPictures } from './pdf.ts'
import { renderEdition } from './render.ts'
import type { RenderAnswer, RenderTask } from './render-task.ts'
import type { SitePlace } from './site.ts'

const render = {
  edition: renderEdition,
  email: (document, edition) =>
    renderEmail(document, edition, { unsubscribeUrl: `#${editionName(edition)}` }),
  pictures: renderPictures,
} satisfies Record<
  RenderTask['what'],
  (document: MultilingualDocument, edition: Edition, place?: SitePlace) => Promise<unknown>
>

/** Runs in a thread of its own: Typst and MJML keep theirs busy. */
export default async ({ what, document, edition, place }: RenderTask): Promise<RenderAnswer> => {
  try {
    return { done: await render[what](document, edition, place) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, params: error.params }
    throw error
  }
}
