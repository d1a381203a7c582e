import type { Locale } from '../language/model.ts'
import { findHonorifics } from '../language/names.ts'
import { placeOfValue } from './adapt.ts'
import { type People, tokenize } from './tokens.ts'

const bold = /\*\*(?=\S)([^*]*[^*\s])\*\*/g

/** The stretches of a text between bold marks. */
const boldRuns = (text: string): string[] => [...text.matchAll(bold)].map(([, inner]) => inner!)

const withoutBold = (text: string) => text.replaceAll('**', '')

/** What a stretch says, other dates, numbers and names being alike. */
const shapeOf = (run: string, source: Locale, people: People) =>
  tokenize(run, source, people)
    .map(({ key }) => key)
    .join(' ')

/**
 * Gives a unit's target the bold of a segment where the unit's own source has it elsewhere: marks around the same names, with an
 * honorific before them where the segment's bold has one, and around the same date or number; around everything where all of
 * the segment is bold; none where it has none.
 */
export const placeBold = (
  segment: string,
  unitSource: string,
  target: string,
  source: Locale,
  locale: Locale,
  people: People,
): { text: string; placed: number; open: number } => {
  const runs = boldRuns(segment)
  const shapes = (text: string) => boldRuns(text).map((run) => shapeOf(run, source, people))
  const isSame = shapes(segment).join('\n') === shapes(unitSource).join('\n')
  if (isSame && runs.length === boldRuns(target).length) return { text: target, placed: 0, open: 0 }
  let text = withoutBold(target)
  if (runs.length === 1 && segment.trim() === `**${runs[0]}**`)
    return { text: `**${text.trim()}**`, placed: 1, open: 0 }
  let placed = 0
  let from = 0
  for (const run of runs) {
    const place = placeOf(run, text, from, source, locale, people)
    if (!place) continue
    const [start, end] = place
    text = `${text.slice(0, start)}**${text.slice(start, end)}**${text.slice(end)}`
    // The same name in bold a second time is its next occurrence.
    if (runs.filter((other) => other === run).length > 1) from = end + 4
    placed++
  }
  return { text, placed, open: runs.length - placed }
}

const placeOf = (
  run: string,
  text: string,
  from: number,
  source: Locale,
  locale: Locale,
  people: People,
): [number, number] | null => {
  const tokens = tokenize(run, source, people)
  const [name, ...others] = tokens.filter(({ key }) => key === '#name')
  if (!name && tokens.length === 1) {
    const place = placeOfValue(tokens[0]!, text, source, locale)
    return place && !isBold(text, place[0]) ? place : null
  }
  if (!name || others.length > 0) return null
  for (const form of people.namesOf(name.value)) {
    const start = text.indexOf(form, from)
    if (start === -1 || isBold(text, start)) continue
    const before = findHonorifics(text, locale).find(
      ({ end }) => end <= start && /^[\s\u200b]?$/.test(text.slice(end, start)),
    )
    const hasHonorific = findHonorifics(run, source).length > 0
    return [before && hasHonorific ? before.start : start, start + form.length]
  }
  return null
}

const isBold = (text: string, at: number) => (text.slice(0, at).split('**').length - 1) % 2 === 1
