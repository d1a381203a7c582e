import { useMutation, useQueryClient } from '@tanstack/react-query'

/** Does something with a list, and looks again at who is on it. */
export const useListChange = <Given, Answer>(
  slug: string,
  mutationFn: (given: Given) => Promise<Answer>,
  done: (answer: Answer) => void,
) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async (answer) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['subscribers', slug] }),
        queries.invalidateQueries({ queryKey: ['lists'] }),
      ])
      done(answer)
    },
  })
}
