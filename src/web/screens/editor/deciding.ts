import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { Thread } from '../../api/types.ts'
import { sayTrouble } from '../../parts/done.tsx'
import { useDesk, useEditsState } from './context.ts'
import { blocks } from './findings.ts'

export type Deed = 'approval' | 'return' | 'hand-in'

/** Does one of the deeds that end a turn, and looks again at where the text stands. */
export const useDeciding = (what: Deed, done: () => void) => {
  const { slug, locale } = useDesk().translation
  const queries = useQueryClient()
  const lookAgain = () => queries.invalidateQueries({ queryKey: ['translation', slug, locale] })
  return useMutation({
    mutationFn: (body?: object) => call('POST', `/api/releases/${slug}/translations/${locale}/${what}`, body),
    onSuccess: async () => {
      await Promise.all([lookAgain(), queries.invalidateQueries({ queryKey: ['waiting'] })])
      done()
    },
    // What was read may no longer be what is there; and then the dialog that would say so may be gone.
    onError: (error) => {
      sayTrouble(error.message)
      return lookAgain()
    },
  })
}

/** Whose turn it is, as far as the reader is concerned. */
export const useTurn = () => {
  const me = useMe()
  const { locale, status, withdrawn, segments } = useDesk().translation
  return {
    mayDecide: status === 'in-review' && mayAs(me, ['reviewer'], locale) && !withdrawn,
    mayHandIn: status === 'returned' && locale !== 'en' && mayAs(me, ['translator', 'reviewer'], locale),
    isComplete: locale !== 'en' && status === 'in-review' && segments.every(({ target }) => target !== ''),
  }
}

/** What stands in the way of an approval, in words; empty where nothing does. */
export const useObstacles = (threads: Thread[]): string[] => {
  const { t } = useTranslation('editor')
  const me = useMe()
  const state = useEditsState()
  const { segments, findings } = useDesk().translation
  const open = segments.filter(({ target }) => target === '').length
  const errors = findings.filter(blocks).length
  const talks = threads.filter(({ resolvedAt }) => resolvedAt === null).length
  const own = segments.filter(({ editedBy }) => editedBy === me.id).length
  return [
    own > 0 && t('obstacle.four-eyes', { count: own }),
    open > 0 && t('obstacle.open', { count: open }),
    errors > 0 && t('obstacle.errors', { count: errors }),
    talks > 0 && t('obstacle.comments', { count: talks }),
    state !== 'saved' && t('obstacle.unsaved'),
  ].filter((one): one is string => one !== false)
}
