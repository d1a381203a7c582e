import type { ConceptKind, Term } from '../quality/model.ts'

export const conceptKinds = [
  'person',
  'title',
  'honorific',
  'organisation',
  'place',
  'event',
  'phrase',
  'acronym',
] as const satisfies ConceptKind[]
export const termStatuses = ['preferred', 'admitted', 'forbidden'] as const
/** Where a form stands: a later mention of a person may be shorter than the first. */
export const mentions = ['any', 'first', 'later'] as const
export const partsOfSpeech = [
  'noun',
  'proper noun',
  'verb',
  'adjective',
  'adverb',
  'other',
] as const satisfies Term['partOfSpeech'][]
export const genders = ['masculine', 'feminine', 'neuter', 'other'] as const
