import { mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text } from '../../i18n.ts'
import { type Locale, sourceLocale } from '../../language/model.ts'
import type { Sink } from '../../mailing/sink.ts'
import { draftsText } from '../drafts-text.ts'
import { ApiProblem } from '../remote/server.ts'
import type { Client } from './client.ts'
import type { Office } from './office.ts'
import type { Report } from './report.ts'
import { readPairs, type sampleNames } from './samples.ts'

export interface Translation {
  title: string
  status: string
  contentSha256: string
  segments: {
    id: string
    source: string
    target: string
    version: number
    origin: string
    draft: string | null
    why: string[]
  }[]
  findings: { severity: string; message: string; check: string }[]
}

const path = (name: string, locale: Locale) => `/api/releases/${name}/translations/${locale}`

/** A translation as somebody sees it. */
export const getTranslation = (client: Client, name: string, locale: Locale) =>
  client.call<Translation>('GET', path(name, locale))

const count = (translation: Translation, before: Translation, approvedBy: string, locale: Locale) => ({
  locale,
  origins: Object.fromEntries(
    [...Map.groupBy(before.segments, ({ origin }) => origin)].map(([origin, segments]) => [
      origin,
      segments.length,
    ]),
  ),
  findings: translation.findings.map(({ severity, message }) => `${severity}: ${message}`),
  approvedBy,
  contentSha256: translation.contentSha256,
})

const approve = (client: Client, name: string, locale: Locale, { contentSha256 }: Translation) =>
  client.call('POST', `${path(name, locale)}/approval`, { contentSha256 })

/** Somebody reads the English, which the officer submitted, and approves it. */
export const reviewSource = async ({ reviewerEn }: Office, name: string) => {
  const translation = await getTranslation(reviewerEn, name, sourceLocale)
  await approve(reviewerEn, name, sourceLocale, translation)
  return { ...count(translation, translation, reviewerEn.name, sourceLocale), drafts: '' }
}

/** A translator fills the open segments in and tries to approve them; somebody else reads and approves. */
export const reviewTarget = async (
  office: Office,
  name: (typeof sampleNames)[number],
  locale: 'km' | 'ja',
  report: Pick<Report, 'refusals'>,
) => {
  const translator = locale === 'km' ? office.translatorKm : office.translatorJa
  const reviewer = locale === 'km' ? office.reviewerKm : office.reviewerJa
  const before = await getTranslation(translator, name, locale)
  // Told in English, as the page is.
  const { segments } = await getTranslation(office.publisher, name, locale)
  const known = new Map((await readPairs(name, locale)).map(({ source, target }) => [source, target]))
  const edits = before.segments
    .filter((segment) => segment.target === '')
    .map(({ id, source, version, draft }) => ({
      segmentId: id,
      version,
      text: known.get(source) ?? draft ?? '',
    }))
  if (edits.length > 0) {
    await translator.call('PATCH', `${path(name, locale)}/segments`, { edits })
    const own = await getTranslation(translator, name, locale)
    try {
      await approve(translator, name, locale, own)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      report.refusals.push({
        who: translator.name,
        release: name,
        locale,
        status: error.status,
        code: error.code,
        said: error.message,
        inEnglish: text(sourceLocale, `errors:${error.code}`),
      })
    }
  }
  const translation = await getTranslation(reviewer, name, locale)
  await approve(reviewer, name, locale, translation)
  return { ...count(translation, before, reviewer.name, locale), drafts: draftsText(segments, locale) }
}

/** Leaves every file of a release's editions in `folder`. */
export const download = async (
  client: Client,
  folder: string,
  { name, editions }: Pick<Report['releases'][0], 'name' | 'editions'>,
) => {
  for (const { edition, artifacts } of editions) {
    await mkdir(join(folder, edition), { recursive: true })
    for (const artifact of artifacts) {
      const bytes = await client.download(`/api/releases/${name}/editions/${edition}/${artifact.name}`)
      await writeFile(join(folder, edition, artifact.name), bytes)
    }
  }
}

/** Puts what has come for readers, from a place in the sink on, into `folder`. @returns the files' names */
export const fileMails = async (sink: Sink, from: number, folder: string): Promise<string[]> => {
  await mkdir(folder, { recursive: true })
  const mails = sink.messages.slice(from).filter(({ to }) => to.endsWith('@reader.example'))
  for (const { file } of mails) await rename(file, join(folder, basename(file)))
  return mails.map(({ file }) => basename(file)).sort()
}
