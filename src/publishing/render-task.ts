import type { RefusalCode } from '../errors.ts'
import type { Params } from '../i18n.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import type { SitePlace } from './site.ts'

/** What is asked of the thread. */
export interface RenderTask {
  what: 'edition' | 'email' | 'pictures'
  document: MultilingualDocument
  edition: Edition
  place?: SitePlace
}

/** What comes back: a refusal does not survive the way between threads as what it is. */
export type RenderAnswer = { done: unknown } | { refused: RefusalCode; params: Params }
