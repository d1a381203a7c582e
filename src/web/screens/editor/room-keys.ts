import { useEffect } from 'react'
import type { Desk } from './context.ts'
import { blocks } from './findings.ts'

interface Acts {
  togglePreview: () => void
  showKeys: () => void
}

/** The keys that work anywhere in the editor. An input method at work has them all to itself. */
export const useRoomKeys = (desk: Desk, { togglePreview, showKeys }: Acts): void => {
  useEffect(() => {
    const { focus, edits, translation } = desk
    const needsWork = (id: string) =>
      edits.get(id)!.text === '' || translation.findings.some((one) => one.segmentId === id && blocks(one))
    const tool = (name: string) => () =>
      document.querySelector<HTMLElement>(`#segment-${focus.active} [data-tool=${name}]`)?.click()
    /** Opens a decision; where it cannot be made yet, leads to why. */
    const decide = (name: string) => () => {
      const button = document.querySelector<HTMLButtonElement>(`[data-decision=${name}]`)
      if (button?.disabled) document.getElementById('obstacles')?.focus()
      else button?.click()
    }
    const acts = new Map<string, () => void>([
      ['ArrowDown', () => focus.step(1)],
      ['ArrowUp', () => focus.step(-1)],
      ['KeyN', () => focus.step(1, needsWork)],
      ['KeyP', togglePreview],
      ['KeyK', tool('comments')],
      ['KeyH', tool('history')],
      ['KeyA', decide('approval')],
      ['KeyR', decide('return')],
    ])
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return
      // A dialog has the keys to itself.
      if (document.querySelector('[role=dialog]')) return
      const act = event.key === 'F1' ? showKeys : event.altKey ? acts.get(event.code) : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [desk, togglePreview, showKeys])
}
