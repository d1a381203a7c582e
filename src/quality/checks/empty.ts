import type { Check } from '../document.ts'

/** A segment with text has a translation with text. */
export const empty: Check = ({ source, targetView, index }) => {
  const isEmpty = /[\p{L}\p{N}]/u.test(source) && !/[\p{L}\p{N}]/u.test(targetView.raw)
  return isEmpty
    ? [{ segment: index, check: 'empty', severity: 'error', message: 'checks:empty', params: {} }]
    : []
}
