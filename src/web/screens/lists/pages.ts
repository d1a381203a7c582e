import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../api/client.ts'

const PORTION = 50

/** Rows by address, a portion at a time. */
export const usePages = <Row extends { email: string }>(
  key: readonly unknown[],
  path: string,
  filter: Record<string, string>,
) => {
  const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
  const query = useInfiniteQuery({
    queryKey: [...key, wanted],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ ...wanted, limit: String(PORTION) })
      if (pageParam) asked.set('after', pageParam)
      return call<Row[]>('GET', `${path}?${asked}`)
    },
    getNextPageParam: (last) => (last.length < PORTION ? undefined : last.at(-1)!.email),
    placeholderData: keepPreviousData,
  })
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  return {
    rows: data?.pages.flat() ?? [],
    error,
    isPending,
    refetch,
    more: hasNextPage ? () => void fetchNextPage() : null,
    isMore: isFetchingNextPage,
  }
}
