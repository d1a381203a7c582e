// Told apart by people who see few colours too (after Okabe and Ito), on a light ground and on a dark one.
const [blue, orange, green, sky, vermilion, pink, grey] = [
  '#1f78b4',
  '#c98500',
  '#009e73',
  '#56a8e0',
  '#d55e00',
  '#c06a9e',
  '#858585',
]

/** Where drafts come from, in the order of how much they can be relied on. */
export const origins = [
  'memory-101',
  'memory-100',
  'revision',
  'memory-fuzzy',
  'google',
  'llm',
  'none',
] as const
export const originColours: Record<string, string> = {
  'memory-101': blue!,
  'memory-100': sky!,
  revision: green!,
  'memory-fuzzy': pink!,
  google: orange!,
  llm: vermilion!,
  none: grey!,
}

/** Where a translation stands, in the order of the work. */
export const statuses = ['pending', 'drafted', 'in-review', 'returned', 'approved'] as const
export const statusColours: Record<string, string> = {
  pending: grey!,
  drafted: sky!,
  'in-review': blue!,
  returned: vermilion!,
  approved: green!,
}

export const localeColours: Record<string, string> = { en: grey!, km: blue!, ja: orange! }
export const timeColours = { median: blue!, p90: orange! }
