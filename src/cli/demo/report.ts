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
    title: string
    translations: {
      locale: string
      /** Where each text came from, as `bayon drafts` prints it. */
      drafts: string
      origins: Record<string, number>
      findings: string[]
      approvedBy: string
      contentSha256: string
    }[]
    editions: { edition: string; artifacts: { name: string; size: number; sha256: string }[] }[]
    /** The files in the release's folder `mail`. */
    mails: string[]
  }[]
  refusals: {
    who: string
    release: string
    locale: string
    status: number
    code: string
    /** In the person's own language. */
    said: string
    inEnglish: string
  }[]
  dispatches: {
    slug: string
    status: string
    candidates: number | null
    deliveries: Record<string, number>
  }[]
  stages: { title: string; seconds: number }[]
  audit?: Verdict
}

const say = (key: string, params = {}) => text(sourceLocale, `demo:${key}`, params)
const language = (locale: string) => text(sourceLocale, `screens:language.${locale}`)
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`
const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')
const auditSaid = ({ audit }: Report) =>
  audit?.whole
    ? say('audit-whole', { events: audit.events, head: audit.head.slice(0, 12) })
    : say('audit-broken')

const table = (title: string, head: string[], rows: (string | number)[][]) => {
  const drawn = new Table({
    head: head.map((key) => say(key)),
    style: { head: [], border: [], compact: true },
  })
  drawn.push(...rows)
  return `\n${say(title)}\n${drawn}\n`
}

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
    ...report.refusals.map((r) => `  ${r.who}: “${r.said}”\n  (${r.inEnglish})\n`),
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
      report.dispatches.map((d) => [d.slug, d.status, d.candidates ?? 0, listed(d.deliveries)]),
    ),
    table(
      'stages',
      ['stage', 'seconds'],
      report.stages.map(({ title, seconds }) => [title, seconds.toFixed(2)]),
    ),
    `\n${auditSaid(report)}\n`,
    `${say('look', { path: join(out, 'index.html') })}\n`,
  ].join('')

/** The page to look at it all in a browser. */
const asPage = (report: Report, notices: string[]): Promise<string> => {
  const liquid = new Liquid({ outputEscape: 'escape' })
  liquid.registerFilter('t', (key: string) => say(key))
  liquid.registerFilter('path', (path: string) => path.split('/').map(encodeURIComponent).join('/'))
  const template = readFileSync(new URL('../../../templates/page/demo.liquid', import.meta.url), 'utf8')
  return liquid.parseAndRender(template, {
    ...report,
    notices,
    auditSaid: auditSaid(report),
    releases: report.releases.map((release) => ({
      ...release,
      translations: release.translations.map((translation) => ({
        ...translation,
        language: language(translation.locale),
        originsSaid: listed(translation.origins),
      })),
      editions: release.editions.map(({ edition, artifacts }) => ({
        edition,
        languages: edition.split('+').map(language).join(' + '),
        artifacts: artifacts.map((artifact) => ({ ...artifact, kilobytes: kilobytes(artifact.size) })),
      })),
    })),
    refusals: report.refusals.map((refusal) => ({ ...refusal, language: language(refusal.locale) })),
    dispatches: report.dispatches.map((dispatch) => ({ ...dispatch, states: listed(dispatch.deliveries) })),
    stages: report.stages.map(({ title, seconds }) => ({ title, seconds: seconds.toFixed(2) })),
  })
}

/** Writes index.html beside what came out. @returns the report for the terminal */
export const writeReport = async (report: Report, out: string): Promise<string> => {
  const notices = readdirSync(join(out, 'notices')).filter((name) => name.endsWith('.eml'))
  await writeFile(join(out, 'index.html'), await asPage(report, notices.sort()))
  return asText(report, out)
}
