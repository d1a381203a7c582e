import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Role } from '../../accounts/roles.ts'
import { call, Problem } from './client.ts'
import type { Me } from './types.ts'

const whoami = async (): Promise<Me | null> => {
  try {
    return await call<Me>('GET', '/api/me')
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

/** Who is signed in; null where nobody is. */
export const useWhoami = () => useQuery({ queryKey: ['me'], queryFn: whoami, staleTime: 60_000 })

/** Whoever is signed in, for the screens inside: who is signed out leaves them as a whole, and none of them on its own. */
export const SignedInAs = createContext<Me | null>(null)

/** Whoever is signed in, on screens that are for them alone. */
export const useMe = (): Me => {
  const me = useContext(SignedInAs)
  if (!me) throw new Error('nobody is signed in')
  return me
}

/** Whether somebody has one of the roles, in the language if one is given. The server decides; this only spares a click. */
export const mayAs = (me: Me, roles: readonly Role[], locale?: string): boolean =>
  me.grants.some(
    (grant) =>
      roles.includes(grant.role) &&
      (grant.locale === null || locale === undefined || grant.locale === locale),
  )
