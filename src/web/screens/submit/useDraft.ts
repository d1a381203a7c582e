import { useCallback, useEffect, useState } from 'react'
import { forget, keep, kept } from '../../parts/store.ts'
import { type Draft, emptyDraft, type Sheet } from './draft.ts'

/** How many steps can be taken back. */
const STEPS = 100

interface State {
  draft: Draft
  past: Pick<Draft, 'sheet' | 'mended'>[]
  /** What was done last: letters typed into one line are one step. */
  step: string
}

/** What somebody is about to submit: kept in the browser under `name`, with every mending of the page to be taken back. */
export const useDraft = (name: string, first: Draft = emptyDraft) => {
  const [{ draft, past }, setState] = useState<State>(() => ({
    // What was kept by an earlier version of the screens may lack a field.
    draft: { ...first, ...kept<Draft>(name) },
    past: [],
    step: '',
  }))
  const [isKept, setKept] = useState(true)
  useEffect(() => setKept(keep(name, draft)), [name, draft])

  const set = useCallback(
    (change: Partial<Draft>) => setState((state) => ({ ...state, draft: { ...state.draft, ...change } })),
    [],
  )
  /** Puts another page in the place of this one, as something that can be taken back. */
  const put = useCallback(
    (change: Partial<Draft>, step = '') =>
      setState((state) => {
        const { sheet, mended } = state.draft
        const goesOn = step !== '' && step === state.step
        return {
          draft: { ...state.draft, ...change },
          past: goesOn || !sheet ? state.past : [...state.past, { sheet, mended }].slice(-STEPS),
          step,
        }
      }),
    [],
  )
  const mend = useCallback(
    (change: (sheet: Sheet) => Sheet, step = '') =>
      setState((state) => {
        const { sheet, mended } = state.draft
        if (!sheet) return state
        const goesOn = step !== '' && step === state.step
        return {
          draft: { ...state.draft, sheet: change(sheet), mended: true },
          past: goesOn ? state.past : [...state.past, { sheet, mended }].slice(-STEPS),
          step,
        }
      }),
    [],
  )
  const undo = useCallback(
    () =>
      setState((state) => {
        const before = state.past.at(-1)
        if (!before) return state
        return { draft: { ...state.draft, ...before }, past: state.past.slice(0, -1), step: '' }
      }),
    [],
  )
  const clear = useCallback(() => {
    forget(name)
    setState({ draft: first, past: [], step: '' })
  }, [name, first])
  return { draft, isKept, set, put, mend, undo, canUndo: past.length > 0, clear }
}

export type DraftTools = ReturnType<typeof useDraft>
