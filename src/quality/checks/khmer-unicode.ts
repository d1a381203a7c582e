import { khmerFaults } from '../../language/khmer-unicode.ts'
import type { Check } from '../document.ts'

/** Khmer is stored in the one right order, without doubled, stray or invisible signs. */
export const khmerUnicode: Check = ({ target, index }) =>
  khmerFaults(target).map(({ start, end, fault, fix }) => ({
    segment: index,
    check: 'khmer-unicode',
    severity: fault === 'invisible' ? 'warning' : 'error',
    message: `checks:khmer-unicode-${fault}`,
    params: { target: target.slice(start, end) },
    target: [start, end],
    ...(fix !== undefined && { fix: { start, end, text: fix } }),
  }))
