import type { KeyboardEvent, RefObject } from 'react'
import type { Segment } from '../../api/types.ts'
import { useDesk } from './context.ts'

/** Puts text in the place of what is selected, so that the browser's own undo knows of it. */
export const insert = (field: HTMLTextAreaElement, text: string) => {
  field.focus()
  // Deprecated, and the only way that undo survives; where it is gone, the value is set.
  if (!document.execCommand('insertText', false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

const wrap = (field: HTMLTextAreaElement, mark: string) => {
  const { selectionStart: start, selectionEnd: end, value } = field
  insert(field, `${mark}${value.slice(start, end)}${mark}`)
  field.setSelectionRange(start + mark.length, end + mark.length)
}

/** The keys that work while a target is being written. An input method at work has them all to itself. */
export const useTypingKeys = (segment: Segment, field: RefObject<HTMLTextAreaElement | null>) => {
  const { edits, focus, mayEdit, translation } = useDesk()
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || !field.current) return
    const command = event.ctrlKey || event.metaKey
    const done = (act: () => void) => {
      event.preventDefault()
      act()
    }
    if (command && event.key === 'Enter') {
      return done(() => {
        void edits.save()
        focus.step(event.shiftKey ? -1 : 1)
      })
    }
    if (!mayEdit) return
    if (command && event.code === 'KeyB') return done(() => wrap(field.current!, '**'))
    if (!event.altKey || command) return
    if (event.code === 'KeyC') return done(() => edits.type(segment.id, segment.source))
    if (event.code === 'KeyD' && segment.draft) return done(() => edits.type(segment.id, segment.draft!))
    const nth = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (!nth) return
    const forms = segment.terms!.flatMap((term) => term.forms.filter(({ status }) => status !== 'forbidden'))
    const form = forms[Number(nth) - 1]
    if (form && translation.locale) done(() => insert(field.current!, form.text))
  }
}
