import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../api/client.ts'
import type { Preview } from '../../api/types.ts'
import { type Source, sheetOf } from './draft.ts'
import type { DraftTools } from './useDraft.ts'
import { bodyOf } from './useSource.ts'

/** In ms, after the last letter. */
const PAUSE = 500

/** Has the server read a source, and shows how it was understood in the place of the page as it is. */
export const useReading = ({ draft, put, set }: DraftTools, source: Source | null) => {
  const reading = useMutation({
    mutationFn: (wanted: Source) => call<Preview>('POST', '/api/releases/preview', bodyOf(wanted)),
  })
  const read = (wanted: Source, done = () => {}) => {
    if (Object.keys(bodyOf(wanted)).length === 0) return reading.reset()
    // Of several, only the last one's answer is taken.
    reading.mutate(wanted, {
      onSuccess: (preview) => {
        const { document, suggestedSlug, earlier } = preview
        const suggested = { slug: suggestedSlug, title: document.title, day: document.dateline?.date ?? '' }
        done()
        put({ sheet: sheetOf(preview), mended: false, unread: false, suggested, earlier })
      },
    })
  }
  const readSoon = useDebouncedCallback(read, PAUSE)
  // What was typed just before the page was loaded again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (source && draft.unread && !draft.mended) read(source)
  }, [])
  return {
    read,
    /** What is being read, or was last. */
    wanted: reading.variables,
    isReading: reading.isPending,
    error: reading.error,
    /** A text changes by each letter; a page that was mended is read anew only when asked for. */
    typed: (text: string) => {
      set({ unread: text.trim() !== '' })
      if (!draft.mended) readSoon({ kind: 'text', text })
    },
  }
}
