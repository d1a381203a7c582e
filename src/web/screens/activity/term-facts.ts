import { useTranslation } from 'react-i18next'

/** A row of the termbase, as the record keeps it. */
export type Row = Record<string, unknown>

// What a row says, its name on the screens, and the words for its values where those are ours.
const fields: [column: string, label: string, values?: string][] = [
  ['text', 'term'],
  ['kind', 'kind-label', 'kind'],
  ['status', 'status-label', 'status'],
  ['mention', 'mention-label', 'mention'],
  ['match_case', 'case-label', 'case'],
  ['part_of_speech', 'speech-label', 'speech'],
  ['gender', 'gender-label', 'gender'],
  ['valid_from', 'valid-from'],
  ['valid_to', 'valid-to'],
  ['note', 'note'],
  ['sources', 'sources'],
]

/** What a row of the termbase says, or what of it changed, in the words of the screen of terms. */
export const useTermFacts = () => {
  const { t } = useTranslation('terms')
  const told = (value: unknown, words: string | undefined): string => {
    if (value === null || value === undefined || value === '') return ''
    if (Array.isArray(value)) return value.join('; ')
    if (typeof value === 'boolean') return t(value ? 'case.match' : 'case.ignore')
    return words ? t(`${words}.${value}`) : String(value)
  }
  return (before: Row | undefined, after: Row | undefined): [name: string, value: string][] =>
    fields.flatMap(([column, label, words]): [string, string][] => {
      const [was, is] = [before, after].map((row) => told(row?.[column], words)) as [string, string]
      if (!before || !after) return [[t(label), was + is]]
      return was === is ? [] : [[t(label), `${was || '—'} → ${is || '—'}`]]
    })
}
