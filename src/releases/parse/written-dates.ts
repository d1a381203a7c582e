const units = 'one two three four five six seven eight nine'.split(' ')
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const days = new Map([
  ...ordinals.map((word, index) => [word, index + 1] as const),
  ...ordinals.slice(0, 9).map((word, index) => [`twenty-${word}`, index + 21] as const),
  ['thirtieth', 30] as const,
  ['thirty-first', 31] as const,
])
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const dayWord =
  /\b(?:(?:twenty|thirty)[- ])?(?:\p{L}{2,8}(?:th|st)|second|third)\b(?= (?:day )?(?:of )?\p{Lu})/giu
const yearWords = new RegExp(
  `\\btwo thousand(?: and)?(?: (?<tens>${tens.join('|')}))?(?:[ -](?<rest>${[...units, ...teens].join('|')}))?\\b`,
  'i',
)

const year = (groups: Record<string, string | undefined>): string => {
  const rest = groups.rest?.toLowerCase() ?? ''
  const low = units.includes(rest)
    ? units.indexOf(rest) + 1
    : teens.includes(rest)
      ? teens.indexOf(rest) + 10
      : 0
  const high = groups.tens ? (tens.indexOf(groups.tens.toLowerCase()) + 2) * 10 : 0
  return String(2000 + high + low)
}

/** A line whose date stands in words, with figures: "this fifth day of June in the year two thousand and twenty-four" as "this 5 of June 2024". */
export const withFigures = (line: string): string =>
  line
    .replace(dayWord, (word) => String(days.get(word.toLowerCase().replace(' ', '-')) ?? word))
    .replace(yearWords, (_, ...rest) => year(rest.at(-1)))
    .replace(/\b(\d{1,2}(?:st|nd|rd|th)?) day (?=of\b)/i, '$1 ')
    .replace(/,? (?:in|of) the year(?: of our lord)? (?=\d{4}\b)/i, ' ')
