import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Table from 'cli-table3'
import { Liquid } from 'liquidjs'
import type { Verdict } from '../../audit/verify.ts'
import { text } from '../../i18n.ts'
import { sourceLocale } from '../../language/model.ts'

/** What happened in a demo. */
export interface Report {
  notes: string[]
  loaded?: { concepts: number; units: number }
  releases: {
    name: string
    translations: {
      locale: string
      origins: Record<string, number>
      findings: string[]
      approvedBy: string
      contentSha256: string
    }[]
    editions: { edition: string; artifacts: { name: string; size: number; sha256: string }[] }[]
  }[]
  refusals: { who: string; release: string; locale: string; status: number; code: string; said: string }[]
  dispatches: { slug: string; status: string; candidates: number; deliveries: Record<string, number> }[]
  stages: { title: string; seconds: number }[]
  audit?: Verdict
}

const say = (key: string, params = {}) => text(sourceLocale, `demo:${key}`, params)

const table = (title: string, head: string[], rows: (string | number)[][]) => {
  const drawn = new Table({
    head: head.map((key) => say(key)),
    style: { head: [], border: [], compact: true },
  })
  drawn.push(...rows)
  return `\n${say(title)}\n${drawn}\n`
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`

const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')

/** The tables for the terminal. */
const asText = (report: Report, out: string): string =>
  [
    ...report.notes.map((note) => `${note}\n`),
    `${say('unofficial')}\n`,
    table(
      'translations',
      ['release', 'language', 'segments-by-origin', 'findings', 'approved-by', 'content'],
      report.releases.flatMap(({ name, translations }) =>
        translations.map((t) => [
          name,
          t.locale,
          listed(t.origins),
          t.findings.length,
          t.approvedBy,
          t.contentSha256.slice(0, 12),
        ]),
      ),
    ),
    ...report.releases.flatMap(({ translations }) =>
      translations.flatMap(({ locale, findings }) => findings.map((finding) => `  ${locale}  ${finding}\n`)),
    ),
    table(
      'refusals',
      ['person', 'release', 'language', 'answer'],
      report.refusals.map((r) => [r.who, r.release, r.locale, `${r.status} ${r.code}`]),
    ),
    ...new Set(report.refusals.map((r) => `  “${r.said}”\n`)),
    table(
      'artifacts',
      ['release', 'edition', 'file', 'size', 'sha256'],
      report.releases.flatMap(({ name, editions }) =>
        editions.flatMap(({ edition, artifacts }) =>
          artifacts.map((a) => [name, edition, a.name, kilobytes(a.size), a.sha256.slice(0, 12)]),
        ),
      ),
    ),
    table(
      'deliveries',
      ['release', 'status', 'recipients', 'by-state'],
      report.dispatches.map((d) => [d.slug, d.status, d.candidates, listed(d.deliveries)]),
    ),
    table(
      'stages',
      ['stage', 'seconds'],
      report.stages.map(({ title, seconds }) => [title, seconds.toFixed(2)]),
    ),
    report.audit?.whole
      ? `\n${say('audit-whole', { events: report.audit.events, head: report.audit.head.slice(0, 12) })}\n`
      : `\n${say('audit-broken')}\n`,
    `${say('look', { path: join(out, 'index.html') })}\n`,
  ].join('')

/** Writes index.html beside what came out. @returns the report for the terminal */
export const writeReport = async (report: Report, out: string): Promise<string> => {
  const liquid = new Liquid({ outputEscape: 'escape' })
  liquid.registerFilter('t', (key: string) => say(key))
  const template = readFileSync(new URL('../../../templates/page/demo.liquid', import.meta.url), 'utf8')
  const mails = readdirSync(join(out, 'mail'))
    .filter((name) => name.endsWith('.eml'))
    .sort()
  await writeFile(join(out, 'index.html'), await liquid.parseAndRender(template, { ...report, mails }))
  return asText(report, out)
}
