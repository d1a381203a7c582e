import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import type { MailingList } from './types.ts'

/** The mailing lists, with how many are on each. */
export const useLists = () =>
  useQuery({ queryKey: ['lists'], queryFn: () => call<MailingList[]>('GET', '/api/lists') })
