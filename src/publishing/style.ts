import { z } from 'zod'
import { type Locale, locales } from '../language/model.ts'
import { contrast } from './colours.ts'
import { Logo } from './logo.ts'

export const papers = ['a4', 'us-letter'] as const
export const layouts = ['stacked', 'side-by-side', 'facing-pages'] as const
export type Layout = (typeof layouts)[number]

/** A line for people to read: no control characters, none of the signs that turn the direction of writing. */
const Line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text), {
    message: 'a line without control characters',
  })

const linesIn = (most: number) =>
  z
    .strictObject(
      Object.fromEntries(locales.map((locale) => [locale, z.array(Line).max(most).default([])])) as Record<
        Locale,
        z.ZodDefault<z.ZodArray<typeof Line>>
      >,
    )
    .prefault({})

/** What a reader has to be able to read against white paper (WCAG 2.2, 1.4.3). */
const READABLE = 4.5

const Colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'write it as #9a7b2f')
  .toLowerCase()

/**
 * How an office's documents look, and what stands on each of them that no release says: its house style. Part of what
 * files are rendered from: the same release in the same style gives the same bytes.
 */
export const OfficeStyle = z.strictObject({
  /** The folder of templates/sets. */
  set: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .default('ministry'),
  paper: z.enum(papers).default('a4'),
  /** Of editions of several languages. */
  layout: z.enum(layouts).default('stacked'),
  japaneseYears: z.enum(['western', 'era']).default('western'),
  colours: z
    .strictObject({
      /** Rules and ornaments. */
      accent: Colour.default('#9a7b2f'),
      /** Words that are links. */
      link: Colour.default('#7a5c12').refine((colour) => contrast(colour, '#ffffff') >= READABLE, {
        message: 'too pale to be read on white: it needs a contrast of 4.5',
      }),
    })
    .prefault({}),
  /** Kingdom, motto, ministry, for releases that bring no letterhead of their own. */
  letterhead: linesIn(8),
  /** Below the last line: by whom a release is signed. Room is left for the hand and the seal. */
  signatory: linesIn(4),
  /** Addresses and telephone numbers, at the end of a release. */
  contact: linesIn(6),
  social: z
    .array(
      z.strictObject({
        name: Line.pipe(z.string().max(40)),
        url: z.url({ protocol: /^https$/, message: 'an address that begins with https://' }).max(300),
      }),
    )
    .max(8)
    .default([]),
  logo: Logo.nullable().default(null),
})

export type OfficeStyle = z.output<typeof OfficeStyle>

/** The style of an office that has not said anything. */
export const plainStyle: OfficeStyle = OfficeStyle.parse({})
