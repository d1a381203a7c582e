import { Mark } from '@mantine/core'
import type { Locale } from '../../../language/model.ts'

interface MarkedProps {
  text: string
  /** UTF-16 offsets, in order: the first unit, and behind the last. */
  places: [start: number, end: number][]
  lang: Locale
}

/** A text with the places in it where a phrase stands. */
export const Marked = ({ text, places, lang }: MarkedProps) => (
  <div lang={lang}>
    {places.map(([start, end], at) => (
      <span key={start}>
        {text.slice(places[at - 1]?.[1] ?? 0, start)}
        <Mark color="yellow">{text.slice(start, end)}</Mark>
      </span>
    ))}
    {text.slice(places.at(-1)?.[1] ?? 0)}
  </div>
)
