import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import type { WaysIn } from './types.ts'

/** By which doors one can come in. */
export const useWays = () =>
  useQuery({
    queryKey: ['ways'],
    queryFn: () => call<WaysIn>('GET', '/api/auth/ways'),
    staleTime: Number.POSITIVE_INFINITY,
  })
