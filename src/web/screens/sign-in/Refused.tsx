import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../../api/client.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

/** Why somebody was sent back to the door, in the words that the server has for it. */
export const Refused = ({ code }: { code: string | null }) => {
  const { i18n } = useTranslation()
  const { data } = useQuery({
    queryKey: ['problem', code, i18n.language],
    queryFn: () =>
      call<ConstructorParameters<typeof Problem>[0]>('GET', `/problems/${encodeURIComponent(code!)}`),
    enabled: code !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <ProblemNote error={data && new Problem(data)} />
}
