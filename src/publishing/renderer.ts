import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { Refusal } from '../errors.ts'
import type { Email } from './email.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import type { Pictures } from './pages.ts'
import type { RenderAnswer, RenderedEdition, RenderTask } from './render-task.ts'
import type { SitePlace } from './site.ts'
import type { OfficeStyle } from './style.ts'
import type { WithdrawalNotice } from './withdrawal.ts'

/** In ms: a thread with Typst and its fonts takes 120 MB, and a second to begin. */
const IDLE = 300_000
/** Tasks that may wait; whoever asks for more is told to come again. */
const WAITING = 100

/** Renders in threads of its own, so that a process that also answers people goes on answering. */
export const createRenderer = () => {
  let pool: Piscina<RenderTask, RenderAnswer> | undefined
  const ask = async <T>(task: RenderTask) => {
    pool ??= new Piscina({
      filename: new URL('./render-worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
      idleTimeout: IDLE,
      maxQueue: WAITING,
    })
    const answer = await pool.run(task)
    if ('refused' in answer) throw new Refusal(answer.refused, answer.params)
    return answer.done as T
  }
  return {
    /** All files of an edition, and the subject of its e-mail. Refuses what `renderEdition` refuses. */
    edition: (document: MultilingualDocument, edition: Edition, style: OfficeStyle, place: SitePlace) =>
      ask<RenderedEdition>({ what: 'edition', document, edition, style, place }),
    /**
     * All files of an edition, to see whether they can be made; and the style's logo as a PNG, where it is an SVG. Refuses what
     * `renderEdition` and `drawLogo` refuse.
     */
    trial: (document: MultilingualDocument, edition: Edition, style: OfficeStyle) =>
      ask<Uint8Array | null>({ what: 'trial', document, edition, style }),
    /** The e-mail of an edition, for looking at. */
    email: (document: MultilingualDocument, edition: Edition, style: OfficeStyle) =>
      ask<Email>({ what: 'email', document, edition, style }),
    /** The e-mail that tells of a withdrawal; it holds `unsubscribePlaceholder` as an edition's does. */
    withdrawal: (notice: WithdrawalNotice, style: OfficeStyle, place: SitePlace) =>
      ask<Email>({ what: 'withdrawal', notice, style, place }),
    /** The pages of an edition's PDF as pictures, for looking at, but for those that are known. */
    pictures: (
      document: MultilingualDocument,
      edition: Edition,
      style: OfficeStyle,
      known: readonly string[],
    ) => ask<Pictures>({ what: 'pictures', document, edition, style, known }),
    close: async () => pool?.close({ force: true }),
  }
}

export type Renderer = ReturnType<typeof createRenderer>
