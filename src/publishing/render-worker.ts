import { Refusal, type RefusalCode } from '../errors.ts'
import type { Params } from '../i18n.ts'
import { renderEmail } from './email.ts'
import { type Edition, editionName, type MultilingualDocument } from './model.ts'
import { renderPictures } from './pdf.ts'
import { renderEdition } from './render.ts'

/** What is asked of the thread. */
export interface RenderTask {
  what: 'edition' | 'email' | 'pictures'
  document: MultilingualDocument
  edition: Edition
}

/** What comes back: a refusal does not survive the way between threads as what it is. */
export type RenderAnswer = { done: unknown } | { refused: RefusalCode; params: Params }

const render = {
  edition: renderEdition,
  email: (document, edition) =>
    renderEmail(document, edition, { unsubscribeUrl: `#${editionName(edition)}` }),
  pictures: renderPictures,
} satisfies Record<RenderTask['what'], (document: MultilingualDocument, edition: Edition) => Promise<unknown>>

/** Runs in a thread of its own: Typst and MJML keep theirs busy. */
export default async ({ what, document, edition }: RenderTask): Promise<RenderAnswer> => {
  try {
    return { done: await render[what](document, edition) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, params: error.params }
    throw error
  }
}
