import { useCallback, useEffect, useState } from 'react'
import { forget, keep, kept } from '../../parts/store.ts'
import type { Source } from './draft.ts'

/** In bytes: a larger file is not kept in the browser, only what was understood of it. */
const LARGEST_KEPT = 2_000_000

/** The text or file itself, kept in the browser as far as it has room. */
export const useSource = (name: string) => {
  const [source, setSource] = useState(() => kept<Source>(name))
  useEffect(() => {
    if (!source) return forget(name)
    const bare = source.kind === 'file' ? { ...source, base64: null } : source
    const small = source.kind === 'text' || source.size <= LARGEST_KEPT
    if (!small || !keep(name, source)) keep(name, bare)
  }, [name, source])
  const clear = useCallback(() => {
    forget(name)
    setSource(null)
  }, [name])
  return { source, setSource, clear }
}

/** A source as the server takes it; empty where the bytes are gone and the document stands alone. */
export const bodyOf = (source: Source | null) => {
  if (!source) return {}
  if (source.kind === 'text') return source.text.trim() === '' ? {} : { text: source.text }
  return source.base64 === null ? {} : { file: { filename: source.filename, base64: source.base64 } }
}
