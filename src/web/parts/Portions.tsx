import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/client.ts'
import { queryOf } from './filters.ts'
import { Loading } from './Loading.tsx'
import { ProblemNote } from './ProblemNote.tsx'

/** Rows at a time. */
const PORTION = 50

interface Asked<Row> {
  /** How the query is known, its beginning. */
  name: readonly unknown[]
  path: string
  /** What the rows are narrowed to. */
  wanted: Record<string, string | undefined>
  /** What asks for the rows behind the last one: `after` an id, or from an `offset` on. */
  next: (last: Row, count: number) => Record<string, string | number>
}

/** Rows of the server, a portion at a time. */
export const usePortions = <Row,>({ name, path, wanted, next }: Asked<Row>) =>
  useInfiniteQuery({
    queryKey: [...name, wanted],
    initialPageParam: {} as Record<string, string | number>,
    queryFn: ({ pageParam }) =>
      call<Row[]>('GET', `${path}?${queryOf({ ...wanted, limit: PORTION, ...pageParam })}`),
    getNextPageParam: (last, pages) =>
      last.length < PORTION ? undefined : next(last.at(-1)!, pages.length * PORTION),
    placeholderData: keepPreviousData,
  })

interface PortionsProps<Row> {
  of: ReturnType<typeof usePortions<Row>>
  /** What stands there where there are no rows. */
  empty: ReactNode
  children: (rows: Row[]) => ReactNode
}

/** The rows that have come so far, and a button for more. */
export const Portions = <Row,>({ of, empty, children }: PortionsProps<Row>) => {
  const { t } = useTranslation()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = of
  if (isPending) return <Loading />
  if (error) return <ProblemNote error={error} again={refetch} />
  const rows = data.pages.flat()
  return (
    <>
      {rows.length === 0 ? empty : children(rows)}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
