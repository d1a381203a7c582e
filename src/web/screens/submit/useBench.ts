import { useMemo } from 'react'
import type { ReleaseDocument } from '../../../releases/model.ts'
import { type Draft, emptyDraft, type Source } from './draft.ts'
import { faultsOf, toDocument } from './parts.ts'
import { useDraft } from './useDraft.ts'
import { useReading } from './useReading.ts'
import { bodyOf, useSource } from './useSource.ts'

/** Where a release, or a revision of one, is made ready: what came in, how it was understood, and what is submitted of both. */
export const useBench = (name: string, first: Draft = emptyDraft) => {
  const tools = useDraft(name, first)
  const { source, setSource, clear } = useSource(`${name}.source`)
  const reading = useReading(tools, source)
  const { sheet } = tools.draft
  const document = useMemo(
    (): ReleaseDocument | null => sheet && toDocument(sheet.kind, sheet.parts),
    [sheet],
  )
  const faults = useMemo(() => (sheet ? faultsOf(sheet.parts) : []), [sheet])
  // What was there before stays until the file has been read: it may be refused.
  const onFile = (file: Source) => reading.read(file, () => setSource(file))
  return {
    tools,
    source,
    document,
    faults,
    reading,
    /** Whether the page is still that of an earlier text. */
    isBehind: tools.draft.unread && !tools.draft.mended,
    onFile,
    /** Reads once more what could not be read. */
    again: () => (reading.wanted?.kind === 'file' ? onFile(reading.wanted) : source && reading.read(source)),
    onText: (text: string) => {
      setSource({ kind: 'text', text })
      reading.typed(text)
    },
    /** What is submitted: the page as it stands, with what it was made of. */
    body: () => ({ ...bodyOf(source), document }),
    clear: () => {
      clear()
      tools.clear()
    },
  }
}

export type Bench = ReturnType<typeof useBench>
