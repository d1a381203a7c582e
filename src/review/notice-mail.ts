import { type Params, text } from '../i18n.ts'
import { formatMoment } from '../language/clock.ts'
import { toLocalDigits } from '../language/digits.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { type Email, headerSafe } from '../publishing/email.ts'
import { parseInline, plainText } from '../publishing/inline.ts'
import { openMailTemplate } from '../publishing/mail-template.ts'
import { typography } from '../publishing/typography.ts'

/** What can be said to a person of the office, the most pressing first. */
export const noticeKinds = [
  'escalated',
  'unassigned',
  'overdue',
  'due-soon',
  'returned',
  'to-review',
  'to-translate',
  'mentioned',
  'waiting',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** A text that somebody is told of, as it stands. */
export interface NoticedText {
  kind: NoticeKind
  slug: string
  locale: Locale
  title: string
  dueAt: Date | null
  /** How many segments it has, and how many of them have no text yet. */
  segments: number
  open: number
  /** Errors that the checks found and nobody waived. */
  errors: number
  /** Why it was sent back. */
  reason: string | null
  /** The names of whose turn it is. */
  people: string[]
  /** What names the reader. */
  comment: { id: string; segmentId: string; author: string; body: string } | null
}

export interface NoticeReader {
  name: string
  locale: Locale
}

const render = openMailTemplate('notice')

/** In UTF-16 code units. */
const longestSubject = 200
const longestPreheader = 140

/** Of the notices of one text, the most pressing one speaks for all, but each comment for itself; the most pressing texts come first. */
const mostPressing = (notices: NoticedText[]): NoticedText[] => {
  const rank = ({ kind }: NoticedText) => noticeKinds.indexOf(kind)
  const due = ({ dueAt }: NoticedText) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY
  const sorted = notices.toSorted(
    (a, b) => due(a) - due(b) || rank(a) - rank(b) || (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0),
  )
  const byText = Map.groupBy(sorted, ({ slug, locale, comment }) => `${slug} ${locale} ${comment?.id}`)
  return [...byText.values()].map((some) => some.toSorted((a, b) => rank(a) - rank(b))[0]!)
}

/**
 * A mail of one or several texts to somebody of the office, in their language.
 * @param notices at least one
 */
export const composeNotice = async (
  notices: NoticedText[],
  { name, locale }: NoticeReader,
  { baseUrl, timeZone, now }: { baseUrl: string; timeZone: string; now: Date },
): Promise<Email> => {
  const say = (key: string, params: Params = {}) => text(locale, `notices:${key}`, params)
  const number = (value: number) => toLocalDigits(String(value), locale)
  const items = mostPressing(notices).map((notice) => {
    const title = plainText(parseInline(notice.title))
    const author = notice.comment?.author ?? ''
    const late = notice.dueAt !== null && notice.dueAt <= now
    const key = notice.kind === 'returned' && notice.locale === sourceLocale ? 'returned-source' : notice.kind
    const language = text(locale, `screens:language.${notice.locale}`)
    const deadline = notice.dueAt && formatMoment(notice.dueAt, timeZone, locale)
    const rows: [string, string | null][] = [
      ['language', language],
      ['deadline', deadline && (late ? say('passed', { deadline }) : deadline)],
      [
        'open',
        notice.open > 0
          ? say('open-of', { open: number(notice.open), segments: number(notice.segments) })
          : null,
      ],
      ['segments', notice.open > 0 ? null : number(notice.segments)],
      ['errors', notice.errors > 0 ? number(notice.errors) : null],
      ['people', notice.kind === 'escalated' ? notice.people.join(say('and')) || say('nobody') : null],
    ]
    return {
      subject: say(`${key}.subject`, { language, title, author }),
      ask: say(`${key}.ask`, { author }),
      title,
      late: late || notice.kind === 'unassigned',
      quote: notice.comment?.body ?? (notice.kind === 'returned' ? notice.reason : null),
      rows: rows.flatMap(([label, value]) => (value ? [{ label: say(`labels.${label}`), value }] : [])),
      url: `${baseUrl}/releases/${notice.slug}/${notice.locale}${notice.comment ? `?segment=${notice.comment.segmentId}` : ''}`,
    }
  })
  const several = items.length > 1
  const said = {
    subject: headerSafe(
      several ? say('several.subject', { count: number(items.length) }) : items[0]!.subject,
      longestSubject,
    ),
    greeting: say('greeting', { name }),
    lead: several ? say('several.lead') : null,
    footer: say('footer'),
    button: say('button'),
  }
  const html = await render({
    ...said,
    locale,
    screen: typography[locale].screen,
    titleLocale: sourceLocale,
    titleScreen: typography[sourceLocale].screen,
    preheader: headerSafe(
      several ? items.map(({ title }) => title).join(' · ') : items[0]!.ask,
      longestPreheader,
    ),
    items,
  })
  const parts = items.map(({ title, ask, quote, rows, url }) =>
    [
      title,
      ask,
      quote?.replace(/^/gm, '> '),
      rows.map(({ label, value }) => say('row', { label, value })).join('\n'),
      `${said.button}\n${url}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
  )
  const texts = [[said.greeting, said.lead].filter(Boolean).join('\n\n'), ...parts].join(
    several ? '\n\n――――――――\n\n' : '\n\n',
  )
  return { subject: said.subject, html, text: `${texts}\n\n-- \n${said.footer}\n` }
}
