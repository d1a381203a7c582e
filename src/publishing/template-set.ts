import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { type Locale, locales } from '../language/model.ts'
import { placeOf, placeOfSyntaxError } from './json-place.ts'
import { type Typography, typography } from './typography.ts'

/** One folder a set. */
const root = new URL('../../templates/sets/', import.meta.url)

const perLocale = <T extends z.ZodType>(schema: T) =>
  z.strictObject(Object.fromEntries(locales.map((locale) => [locale, schema])) as Record<Locale, T>)

const Face = z.strictObject({
  fonts: z.array(z.enum(['Noto Serif', 'Noto Serif JP', 'Battambang', 'Moul', 'Kantumruy Pro'])).min(1),
  size: z.number().min(5).max(30),
  lineHeight: z.number().min(1).max(3),
  weight: z.enum(['regular', 'bold']),
})

const Stack = z.string().regex(/^[\w\s',-]{1,300}$/, "write names of fonts: 'Khmer OS', sans-serif")

const Print = z.strictObject({
  body: Face.partial(),
  display: Face.partial(),
  indent: z.number().min(0).max(4),
  paragraphGap: z.number().min(0).max(3),
  justify: z.boolean(),
})

const Screen = z.strictObject({ body: Stack, display: Stack, displayWeight: z.enum(['normal', 'bold']) })

/** set.json: what a set is called, and what it sets otherwise than src/publishing/typography.ts. */
const About = z.strictObject({
  name: perLocale(z.string().min(1).max(60)),
  typography: perLocale(
    z.strictObject({ print: Print.partial(), screen: Screen.partial() }).partial().default({}),
  ),
})

/** Templates of one look, for PDF, e-mail and page. */
export interface TemplateSet {
  name: string
  names: Record<Locale, string>
  typography: Record<Locale, Typography>
}

/** A template that cannot be used, and where it is wrong: lines and columns from 1. */
export const brokenTemplate = (file: string, reason: string, place?: { line: number; column: number }) =>
  new Refusal('template-broken', {
    file: place ? `${file}:${place.line}:${place.column}` : file,
    reason: reason.slice(0, 500),
  })

/** The names of all sets. */
export const listSets = (): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

/** A file of a set, as text. Refuses (`template-broken`) where there is none. */
export const readTemplate = (set: string, file: string): string => {
  try {
    return readFileSync(new URL(`${set}/${file}`, root), 'utf8')
  } catch {
    throw brokenTemplate(`${set}/${file}`, 'there is no such file')
  }
}

const readAbout = (set: string): z.output<typeof About> => {
  const file = `${set}/set.json`
  const source = readTemplate(set, 'set.json')
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch (error) {
    throw brokenTemplate(file, (error as Error).message, placeOfSyntaxError(source, error as Error))
  }
  const about = About.safeParse(json)
  if (about.success) return about.data
  const [issue] = about.error.issues
  throw brokenTemplate(file, `${issue!.path.join('.')}: ${issue!.message}`, placeOf(source, issue!.path))
}

const withChanges = (
  own: Typography,
  { print, screen }: z.output<typeof About>['typography']['en'],
): Typography => ({
  ...own,
  print: {
    ...own.print,
    ...print,
    body: { ...own.print.body, ...print?.body },
    display: { ...own.print.display, ...print?.display },
  },
  screen: { ...own.screen, ...screen },
})

const open = new Map<string, TemplateSet>()

/** A set by its name. Refuses one that is not there (`set-unknown`) or broken (`template-broken`, with line and column). */
export const openSet = (name: string): TemplateSet => {
  const known = open.get(name)
  if (known) return known
  if (!listSets().includes(name)) throw new Refusal('set-unknown', { set: name, sets: listSets().join(', ') })
  const about = readAbout(name)
  const set: TemplateSet = {
    name,
    names: about.name,
    typography: Object.fromEntries(
      locales.map((locale) => [locale, withChanges(typography[locale], about.typography[locale])]),
    ) as TemplateSet['typography'],
  }
  open.set(name, set)
  return set
}
