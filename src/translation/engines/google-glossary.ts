import type { ClientOptions } from 'google-gax'
import type { GoogleSettings } from '../../config.ts'
import { Refusal } from '../../errors.ts'
import { type Locale, sourceLocale } from '../../language/model.ts'
import type { Concept } from '../../quality/model.ts'
import { openGoogle } from './google-client.ts'
import { googleFailure } from './google-failure.ts'
import { glossaryName, parentOf } from './google-request.ts'

// https://cloud.google.com/translate/docs/advanced/glossary: a file of 10,485,760 bytes, a term under 1,024.
const LARGEST_FILE = 10_485_760
const LONGEST_TERM = 1023

const NOT_FOUND = [5, 404]

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const fits = (text: string) => Buffer.byteLength(text) <= LONGEST_TERM

/** The confirmed terms of a pair of languages as a glossary file: source and preferred target, no heading. */
export const glossaryCsv = (concepts: Concept[], target: Locale): string => {
  const rows = new Map<string, string>()
  for (const { status, terms } of concepts) {
    const wanted = terms.find((term) => term.locale === target && term.status === 'preferred')?.text
    if (status !== 'confirmed' || !wanted || !fits(wanted)) continue
    for (const { locale, text, status } of terms)
      if (locale === sourceLocale && status !== 'forbidden' && fits(text) && !rows.has(text))
        rows.set(text, wanted)
  }
  return [...rows].map(([source, wanted]) => `${cell(source)},${cell(wanted)}\n`).join('')
}

/**
 * Makes the glossary of a pair of languages at Google from the termbase, or brings it up to date: the file goes into the
 * bucket, from where the service takes it in a long-running operation. Drafts use the old glossary until it is done.
 * @param storage where Cloud Storage is
 * @returns the glossary's name and how many entries the service took
 * @throws Refusal 'glossary-settings', 'glossary-empty', 'glossary-too-large', 'engine-failed'
 */
export const syncGlossary = async (
  settings: GoogleSettings,
  concepts: Concept[],
  target: Locale,
  options: ClientOptions = {},
  storage = 'https://storage.googleapis.com',
): Promise<{ name: string; entries: number }> => {
  const { glossary, bucket } = settings
  if (!glossary || !bucket) throw new Refusal('glossary-settings')
  const csv = glossaryCsv(concepts, target)
  if (csv === '') throw new Refusal('glossary-empty', { locale: target })
  if (Buffer.byteLength(csv) > LARGEST_FILE) throw new Refusal('glossary-too-large', { limit: 10 })
  const name = glossaryName(settings, { source: sourceLocale, target })
  const file = `${glossary}-${sourceLocale}-${target}.csv`
  const wanted = {
    name,
    languagePair: { sourceLanguageCode: sourceLocale, targetLanguageCode: target },
    inputConfig: { gcsSource: { inputUri: `gs://${bucket}/${file}` } },
  }
  const client = await openGoogle(settings, options)
  try {
    await client.auth.request({
      url: `${storage}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${file}`,
      method: 'POST',
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      body: csv,
      responseType: 'json',
    })
    const isThere = await client.getGlossary({ name }).then(
      () => true,
      (error: { code?: number }) => {
        if (NOT_FOUND.includes(error.code ?? 0)) return false
        throw error
      },
    )
    const [operation] = isThere
      ? await client.updateGlossary({ glossary: wanted, updateMask: { paths: ['input_config'] } })
      : await client.createGlossary({ parent: parentOf(settings), glossary: wanted })
    const [done] = await operation.promise()
    return { name, entries: done.entryCount ?? 0 }
  } catch (error) {
    const failure = googleFailure(error)
    throw new Refusal('engine-failed', { engine: 'google', reason: failure.message }, { cause: error })
  } finally {
    await client.close()
  }
}
