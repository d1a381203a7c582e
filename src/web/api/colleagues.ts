import { useQuery } from '@tanstack/react-query'
import { call } from './client.ts'
import type { Colleague } from './types.ts'

/** Administrators are told of those who are gone, too. */
type Told = Colleague & { deactivatedAt?: string | null }

const theHere = async (): Promise<Colleague[]> =>
  (await call<Told[]>('GET', '/api/people')).filter(
    ({ deactivatedAt, grants }) => !deactivatedAt && grants.length > 0,
  )

/** Whom one can turn to: everybody who is here and has a role. */
export const useColleagues = () =>
  useQuery({ queryKey: ['people', 'active'], queryFn: theHere, staleTime: 300_000 })
