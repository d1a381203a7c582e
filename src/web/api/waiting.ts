import { useQuery } from '@tanstack/react-query'
import { generatePath } from 'react-router'
import { paths } from '../paths.ts'
import { call } from './client.ts'
import type { Waiting } from './types.ts'

/** What the reader is to do, the most urgent first. */
export const useWaiting = () =>
  useQuery({ queryKey: ['waiting'], queryFn: () => call<Waiting[]>('GET', '/api/waiting') })

/** Where that is done. */
export const placeOf = ({ what, slug, locale, segmentId }: Waiting): string => {
  if (what === 'send') return generatePath(paths.publish, { slug })
  if (what === 'revise') return generatePath(paths.revise, { slug })
  const text = generatePath(paths.translation, { slug, locale: locale! })
  return segmentId ? `${text}?segment=${segmentId}` : text
}
