import { useSearchParams } from 'react-router'

/** What a screen is filtered by, as it stands in the address. */
export const useFilters = () => {
  const [search, setSearch] = useSearchParams()
  return {
    get: (name: string): string => search.get(name) ?? '',
    /** Changes some; empty takes one away. `visit`: the way back leads to what it was. */
    set: (changes: Record<string, string>, visit = false) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value)
            else next.delete(name)
          }
          return next
        },
        { replace: !visit, preventScrollReset: true },
      ),
  }
}

/** The filled ones of some values, as the end of an address. */
export const queryOf = (values: Record<string, string | number | undefined>): string => {
  const filled = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString()
}
