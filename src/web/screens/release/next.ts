import type { DispatchRow, Release } from '../../api/types.ts'

/** What is to happen next, and by whom; `role` where nobody is named. */
export interface Step {
  what:
    | 'withdrawn'
    | 'published'
    | 'prepare'
    | 'translate'
    | 'review'
    | 'mend'
    | 'revise'
    | 'render'
    | 'send'
    | 'wait'
    | 'sending'
    | 'paused'
  locale?: string
  role?: 'translator' | 'reviewer' | 'publisher'
  people?: string[]
  /** Segments without text. */
  open?: number
  when?: string
}

type Translation = Release['translations'][number]

const stepOf = ({ locale, status, open, people }: Translation, submitter: string): Step[] => {
  const who = (role: 'translator' | 'reviewer') => ({
    role,
    people: people.filter((one) => one.role === role).map(({ name }) => name),
  })
  if (status === 'pending' || status === 'drafted') return [{ what: 'prepare', locale }]
  if (status === 'returned')
    return locale === 'en'
      ? [{ what: 'revise', locale, people: [submitter] }]
      : [{ what: 'mend', locale, ...who('translator') }]
  if (status === 'in-review')
    return open > 0
      ? [{ what: 'translate', locale, open, ...who('translator') }]
      : [{ what: 'review', locale, ...who('reviewer') }]
  return []
}

const underWay = (dispatches: DispatchRow[], embargoAt: string | null): Step => {
  const has = (...statuses: string[]) => dispatches.find(({ status }) => statuses.includes(status))
  if (has('sending')) return { what: 'sending' }
  if (has('paused')) return { what: 'paused', role: 'publisher' }
  const waiting = has('pending', 'frozen')
  if (waiting) {
    const when = [waiting.scheduledAt, embargoAt ?? ''].toSorted().at(-1)!
    return { what: 'wait', when }
  }
  return has('completed') ? { what: 'published' } : { what: 'send', role: 'publisher' }
}

/** What a release waits for: one step for each language that is not approved, else the one step of the whole. */
export const nextSteps = (release: Release, dispatches: DispatchRow[]): Step[] => {
  const { status, translations, editions, embargoAt, createdBy } = release
  if (status === 'withdrawn') return [{ what: 'withdrawn' }]
  const steps = translations.flatMap((translation) => stepOf(translation, createdBy))
  if (steps.length > 0) return steps
  if (editions.some((edition) => edition.status !== 'rendered')) return [{ what: 'render' }]
  const own = dispatches.filter(({ revision }) => revision === release.revision)
  // On the site without a dispatch; a newer revision still has to be told to those who have the one before.
  if (status === 'published' && own.length === 0 && release.revision === 1) return [{ what: 'published' }]
  return [underWay(own, embargoAt)]
}
