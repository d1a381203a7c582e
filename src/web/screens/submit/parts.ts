import { toIso } from '../../../language/calendar.ts'
import { findDates, formatDateline } from '../../../language/dates.ts'
import type { BodyBlock, ReleaseDocument } from '../../../releases/model.ts'

/** What a line of a release can be, in the order in which they stand on its page. */
export const roles = [
  'letterhead',
  'unit',
  'reference',
  'kind',
  'title',
  'subtitle',
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'note',
  'dateline',
] as const
export type PartRole = (typeof roles)[number]

/** One line or paragraph of a release, with what it is. */
export interface Part {
  /** Stays the same while it is mended. */
  key: string
  role: PartRole
  /** Inline Markdown on one line. */
  text: string
  /** Of a list item: depth from 0, its number, and its marker where that has letters. */
  level?: number
  number?: number
  marker?: string
  /** Of the dateline: the date may be empty while it is not known. */
  place?: string
  date?: string
}

const body: readonly PartRole[] = ['heading', 'paragraph', 'list-item', 'quote', 'note']
/** A release has one of each at most. */
const single: readonly PartRole[] = ['unit', 'reference', 'kind', 'title', 'subtitle', 'dateline']

export const isBody = ({ role }: Pick<Part, 'role'>): boolean => body.includes(role)

const rank = (part: Part) => (isBody(part) ? roles.indexOf('heading') : roles.indexOf(part.role))

export const newKey = (): string => crypto.randomUUID().slice(0, 8)

/** A document as the lines of a page. There is always a title, if only an empty one. */
export const toParts = (document: ReleaseDocument): Part[] => {
  const { letterhead, unit, reference, kindText, title, subtitle, blocks, dateline } = document
  const one = (role: PartRole, text: string | null | undefined): Part[] =>
    text ? [{ key: newKey(), role, text }] : []
  return [
    ...letterhead.flatMap((line) => one('letterhead', line)),
    ...one('unit', unit),
    ...one('reference', reference),
    ...one('kind', kindText),
    { key: newKey(), role: 'title', text: title },
    ...one('subtitle', subtitle),
    ...blocks.map(({ type, ...block }): Part => ({ key: newKey(), role: type, ...block })),
    ...(dateline
      ? [
          {
            key: newKey(),
            role: 'dateline' as const,
            place: dateline.place,
            date: dateline.date,
            text: dateline.text ?? formatDateline(dateline.place, dateline.date, 'en'),
          },
        ]
      : []),
  ]
}

/** The document that the lines of a page make; lines without words are left out. */
export const toDocument = (kind: ReleaseDocument['kind'], parts: Part[]): ReleaseDocument => {
  const said = parts.filter(({ text }) => text.trim() !== '')
  const textOf = (role: PartRole) => said.find((part) => part.role === role)?.text
  const dateline = said.find(({ role }) => role === 'dateline')
  const [kindText, subtitle] = [textOf('kind'), textOf('subtitle')]
  return {
    kind,
    ...(kindText && { kindText }),
    letterhead: said.filter(({ role }) => role === 'letterhead').map(({ text }) => text),
    unit: textOf('unit') ?? null,
    reference: textOf('reference') ?? null,
    title: textOf('title') ?? '',
    ...(subtitle && { subtitle }),
    blocks: said.filter(isBody).map(({ role, text, level, number, marker }) => ({
      type: role as BodyBlock['type'],
      text,
      ...(role === 'list-item' && {
        level: level ?? 0,
        ...(number !== undefined && { number }),
        ...(marker !== undefined && { marker }),
      }),
    })),
    dateline: dateline
      ? { place: dateline.place ?? '', date: dateline.date ?? '', text: dateline.text }
      : null,
  }
}

/** Place and date as a line says them, as far as it does. */
const readDateline = (text: string) => {
  const [found] = findDates(text, 'en')
  const { year, month, day } = found?.date ?? {}
  return {
    place: text
      .slice(0, found?.start ?? text.length)
      .replace(/[\s,.(–—:-]+$|\bon$/g, '')
      .trim(),
    date: year && month && day ? toIso({ year, month, day }) : '',
  }
}

const sorted = (parts: Part[]) => parts.toSorted((a, b) => rank(a) - rank(b))

const replaced = (parts: Part[], key: string, change: (part: Part) => Part) =>
  parts.map((part) => (part.key === key ? change(part) : part))

export const setText = (parts: Part[], key: string, text: string): Part[] =>
  replaced(parts, key, (part) => ({ ...part, text: text.replace(/\s*\n\s*/g, ' ') }))

/** Makes a line something else, and takes it to where that stands. What was it until now becomes a paragraph. */
export const setRole = (parts: Part[], key: string, role: PartRole): Part[] =>
  sorted(
    parts
      .filter((part) => part.key === key || part.role !== role || !single.includes(role) || part.text !== '')
      .map((part): Part => {
        if (part.key !== key)
          return part.role === role && single.includes(role) ? plainPart(part, 'paragraph') : part
        return role === 'dateline'
          ? { ...plainPart(part, role), ...readDateline(part.text) }
          : { ...part, ...plainPart(part, role), ...(role === 'list-item' && { level: part.level ?? 0 }) }
      }),
  )

const plainPart = ({ key, text }: Part, role: PartRole): Part => ({ key, role, text })

/** Deeper or less deep in its list; 0 to 5. */
export const indent = (parts: Part[], key: string, by: 1 | -1): Part[] =>
  replaced(parts, key, (part) => ({ ...part, level: Math.min(5, Math.max(0, (part.level ?? 0) + by)) }))

/** The number of a list item; undefined for none. A marker with letters goes with it. */
export const setNumber = (parts: Part[], key: string, number: number | undefined): Part[] =>
  replaced(parts, key, ({ number: _, marker: __, ...part }) => ({
    ...part,
    ...(number !== undefined && { number }),
  }))

/** Place and date of the dateline; its line is written anew from them where both are there. */
export const setDateline = (parts: Part[], key: string, place: string, date: string): Part[] =>
  replaced(parts, key, (part) => ({
    ...part,
    place,
    date,
    text: date
      ? place
        ? formatDateline(place, date, 'en')
        : formatDateline('', date, 'en').replace(/^, /, '')
      : part.text,
  }))

/** Whether the line before it can take it in: place and date stand alone. */
export const canMerge = (parts: Part[], key: string): boolean => {
  const at = parts.findIndex((part) => part.key === key)
  const before = parts[at - 1]
  return before !== undefined && before.role !== 'dateline' && parts[at]!.role !== 'dateline'
}

/** Joins a line to the one before it. @returns the parts, with the key of the joined one and the place of the seam in it */
export const merge = (parts: Part[], key: string): { parts: Part[]; key: string; caret: number } => {
  const at = parts.findIndex((part) => part.key === key)
  const [before, part] = [parts[at - 1]!, parts[at]!]
  const text = [before.text, part.text].filter(Boolean).join(' ')
  return {
    parts: [...parts.slice(0, at - 1), { ...before, text }, ...parts.slice(at + 1)],
    key: before.key,
    caret: before.text.length,
  }
}

/** Cuts a line in two of the same role; of what there is one only, the second half becomes a paragraph. */
export const split = (parts: Part[], key: string, caret: number): { parts: Part[]; key: string } => {
  const at = parts.findIndex((part) => part.key === key)
  const part = parts[at]!
  const rest: Part = {
    ...(single.includes(part.role) ? plainPart(part, 'paragraph') : part),
    key: newKey(),
    text: part.text.slice(caret).trimStart(),
    ...(part.role === 'list-item' && part.number !== undefined && { number: part.number + 1 }),
  }
  const halves = [{ ...part, text: part.text.slice(0, caret).trimEnd() }, rest]
  return { parts: sorted([...parts.slice(0, at), ...halves, ...parts.slice(at + 1)]), key: rest.key }
}

/** Takes a line out; of the title, only its words. */
export const remove = (parts: Part[], key: string): Part[] =>
  parts.flatMap((part) => (part.key !== key ? part : part.role === 'title' ? { ...part, text: '' } : []))

/** Whether a line can change places with its neighbour: lines of the head have their own. */
export const canMove = (parts: Part[], key: string, by: 1 | -1): boolean => {
  const at = parts.findIndex((part) => part.key === key)
  const [part, other] = [parts[at], parts[at + by]]
  return part !== undefined && other !== undefined && rank(part) === rank(other)
}

export const move = (parts: Part[], key: string, by: 1 | -1): Part[] => {
  const at = parts.findIndex((part) => part.key === key)
  return parts.toSpliced(
    Math.min(at, at + by),
    2,
    ...(by === 1 ? [parts[at + 1]!, parts[at]!] : [parts[at]!, parts[at - 1]!]),
  )
}

/** An empty paragraph behind a line, at its end where that is of the head or foot. */
export const addAfter = (parts: Part[], key: string | null): { parts: Part[]; key: string } => {
  const added: Part = { key: newKey(), role: 'paragraph', text: '' }
  const at = parts.findIndex((part) => part.key === key)
  return { parts: sorted(parts.toSpliced(at === -1 ? parts.length : at + 1, 0, added)), key: added.key }
}

/** Something that keeps a page from being submitted, and where. */
interface Fault {
  key: string
  fault: 'title' | 'date'
}

export const faultsOf = (parts: Part[]): Fault[] =>
  parts.flatMap(({ key, role, text, date }): Fault[] => {
    if (role === 'title' && text.trim() === '') return [{ key, fault: 'title' }]
    const isDated = /^\d{4}-\d{2}-\d{2}$/.test(date ?? '')
    return role === 'dateline' && text.trim() !== '' && !isDated ? [{ key, fault: 'date' }] : []
  })
