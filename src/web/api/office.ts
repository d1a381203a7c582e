import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Office } from './types.ts'

/** What the office's mails come from, and its time zone. */
export const useOffice = () =>
  useQuery({
    queryKey: ['office'],
    queryFn: () => call<Office>('GET', '/api/office'),
    staleTime: Number.POSITIVE_INFINITY,
  })
