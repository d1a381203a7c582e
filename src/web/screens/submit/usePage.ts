import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Part, PartRole } from './parts.ts'
import * as change from './parts.ts'
import type { DraftTools } from './useDraft.ts'

/** Which line is open, and where its caret is to stand. */
export interface Open {
  key: string
  caret?: number
}

/** What can be done with the lines of the page; each deed is said for whoever does not see it. */
export const usePage = ({ mend, undo, draft }: DraftTools) => {
  const { t } = useTranslation('submit')
  const [open, setOpen] = useState<Open | null>(null)
  const [said, setSaid] = useState('')
  const parts = draft.sheet?.parts ?? []
  const page = useMemo(() => {
    const alter = (make: (parts: Part[]) => Part[], what: string, step = '') => {
      mend((sheet) => ({ ...sheet, parts: make(sheet.parts) }), step)
      setSaid(what && t(`said.${what}`))
    }
    return {
      open: (key: string) => setOpen({ key }),
      close: (key: string) => {
        setOpen(null)
        requestAnimationFrame(() => document.getElementById(`part-${key}`)?.focus())
      },
      setText: (key: string, text: string) =>
        alter((all) => change.setText(all, key, text), '', `text ${key}`),
      setRole: (key: string, role: PartRole) => alter((all) => change.setRole(all, key, role), 'role'),
      setNumber: (key: string, number: number | undefined) =>
        alter((all) => change.setNumber(all, key, number), '', `number ${key}`),
      setDateline: (key: string, place: string, date: string) =>
        alter((all) => change.setDateline(all, key, place, date), '', `dateline ${key}`),
      indent: (key: string, by: 1 | -1) => alter((all) => change.indent(all, key, by), 'indent'),
      move: (key: string, by: 1 | -1) =>
        alter((all) => (change.canMove(all, key, by) ? change.move(all, key, by) : all), 'move'),
      remove: (key: string) => {
        alter((all) => change.remove(all, key), 'delete')
        setOpen(null)
      },
      takeBack: () => {
        undo()
        setSaid(t('said.undo'))
      },
    }
  }, [mend, undo, t])
  /** A deed that makes another line the open one, which has to be known before. */
  const into = (result: { parts: Part[]; key: string; caret?: number }, what: string) => {
    mend((sheet) => ({ ...sheet, parts: result.parts }))
    setOpen({ key: result.key, caret: result.caret ?? 0 })
    setSaid(t(`said.${what}`))
  }
  return {
    ...page,
    opened: open && parts.some(({ key }) => key === open.key) ? open : null,
    said,
    merge: (key: string) => into(change.merge(parts, key), 'merge'),
    split: (key: string, caret: number) => into(change.split(parts, key, caret), 'split'),
    add: (key: string | null) => into(change.addAfter(parts, key), 'add'),
  }
}

export type PageTools = ReturnType<typeof usePage>
