import type { Finding } from '../../api/types.ts'

/** Where a finding is, as UTF-16 offsets, and the repair that goes with it. */
export interface Place {
  source?: [number, number]
  target?: [number, number]
  fix?: { start: number; end: number; text: string }
}

export const placeOf = (place: unknown): Place => (place ?? {}) as Place

/** Whether a finding stands in the way of an approval. */
export const blocks = ({ severity, waived }: Finding): boolean => severity === 'error' && !waived
