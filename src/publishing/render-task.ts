import type { RefusalCode } from '../errors.ts'
import type { Params } from '../i18n.ts'
import type { Artifact, Edition, MultilingualDocument } from './model.ts'
import type { Page } from './page.ts'
import type { SitePlace } from './site.ts'
import type { OfficeStyle } from './style.ts'
import type { WithdrawalNotice } from './withdrawal.ts'

interface About {
  document: MultilingualDocument
  edition: Edition
  style: OfficeStyle
}

/** What is asked of the thread. */
export type RenderTask =
  | (About &
      (
        | { what: 'edition'; place: SitePlace }
        | { what: 'trial' }
        | { what: 'email' }
        /** `known`: the hashes of what the asker shows already. */
        | { what: 'pictures'; known: readonly string[] }
      ))
  | { what: 'withdrawal'; notice: WithdrawalNotice; style: OfficeStyle; place: SitePlace }

/** An edition, rendered. */
export interface RenderedEdition {
  /** Of its e-mail. */
  subject: string
  files: Artifact[]
  /** Each language as text, for the site. */
  pages: Page[]
}

/** What comes back: a refusal does not survive the way between threads as what it is. */
export type RenderAnswer = { done: unknown } | { refused: RefusalCode; params: Params }
