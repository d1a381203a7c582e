import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { Translation } from '../../api/types.ts'
import type { Cell, Edits, State } from './edits.ts'
import type { Focus } from './focus.ts'

/** What every part of the editor knows. */
export interface Desk {
  translation: Translation
  edits: Edits
  focus: Focus
  /** Whether the reader may change the texts. */
  mayEdit: boolean
}

export const DeskContext = createContext<Desk | null>(null)

export const useDesk = (): Desk => use(DeskContext)!

/** A segment's text on this screen. */
export const useCell = (id: string): Cell => {
  const { edits } = useDesk()
  const subscribe = useCallback((watch: () => void) => edits.subscribe(id, watch), [edits, id])
  return useSyncExternalStore(subscribe, () => edits.get(id)!)
}

/** Where the texts as a whole stand on their way to the server. */
export const useEditsState = (): State => {
  const { edits } = useDesk()
  return useSyncExternalStore(edits.subscribeAll, edits.state)
}

/** Grows with every change of any text. */
export const useGeneration = (): number => {
  const { edits } = useDesk()
  return useSyncExternalStore(edits.subscribeAll, () => edits.generation)
}

/** Whether a segment is the one that is being worked on. */
export const useIsActive = (id: string): boolean => {
  const { focus } = useDesk()
  return useSyncExternalStore(focus.subscribe, () => focus.active === id)
}

export const useActive = (): string | null => {
  const { focus } = useDesk()
  return useSyncExternalStore(focus.subscribe, () => focus.active)
}
