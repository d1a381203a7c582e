import { z } from 'zod'
import { locales } from '../language/model.ts'

// Postgres keeps no NUL, and half a surrogate pair is no letter.
const printable = (text: string, control: RegExp) => text.isWellFormed() && !control.test(text)

/** Text of one line: no control characters. */
export const Line = z
  .string()
  .trim()
  .refine((text) => printable(text, /\p{Cc}/u), { message: 'no control characters' })

/** Text of several lines: of the control characters, line ends and tabs alone. */
export const Prose = z
  .string()
  .refine((text) => printable(text, /[^\P{Cc}\n\r\t]/u), { message: 'no control characters' })

/** The name of a release or a list in addresses. */
export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const LocaleName = z.enum(locales)

/** A moment as ISO 8601 with its offset, for example 2024-03-03T09:00:00+07:00. */
export const Moment = z.iso.datetime({ offset: true }).transform((written) => new Date(written))

/** Why somebody decided so; it goes on the record. */
export const Reason = Prose.pipe(z.string().trim().min(3).max(2000))

/** Says what a person may have written as an address of theirs. */
export const Email = z.email().max(254)

/** The answer of a route that has nothing to say. */
export const Nothing = z.null().describe('Done')

const Ids = z.array(z.uuid()).max(50).default([])

/** Who is to do one language of a release, by their ids. */
export const People = z.object({ reviewers: Ids, translators: Ids })
