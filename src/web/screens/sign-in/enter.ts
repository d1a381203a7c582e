import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'

/** An address of this site to go on to. Anything else leads home: `//elsewhere` is another site. */
export const pathOf = (next: string | null): string =>
  next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : paths.home

/** Goes in, once the server knows who it is. */
export const useEnter = (next: string = paths.home) => {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await queries.resetQueries({ queryKey: ['me'] })
    navigate(next, { replace: true })
  }
}
