import { describe, expect, it } from 'vitest'
import type { Person } from '../../src/accounts/permissions.ts'
import type { RefusalCode } from '../../src/errors.ts'
import type { Locale } from '../../src/language/model.ts'
import { pack, partsOf, unpack } from '../../src/releases/parse/zip.ts'
import { editTargets } from '../../src/review/edit.ts'
import { type FileFormat, fileFormats, sendOut } from '../../src/review/send-out.ts'
import { previewReturn, takeBack } from '../../src/review/take-back.ts'
import { getThreads } from '../../src/review/threads.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { type Office, openOffice } from '../support/office.ts'
import { approveAs, inReview, khmerOf, openTeam, submit, translate } from '../support/release.ts'
import { signIn } from '../support/session.ts'

const slug = 'guests'

const opened = async () => {
  const office = await openOffice()
  await office.work('translate', 'review')
  const team = await openTeam(office)
  await submit(office, team.officer, {
    slug,
    locales: ['km'],
    title: 'The **Guests** of [the House](https://example.org/a)',
  })
  await inReview(office, slug, 'km')
  return { office, team }
}

const exported = async ({ deps }: Office, format: FileFormat) =>
  (await sendOut(deps.db, slug, 'km', format, 'en')).bytes

const xmlOf = (format: FileFormat, bytes: Buffer) =>
  format === 'docx' ? unpack(partsOf(bytes)).get('word/document.xml')!.toString() : bytes.toString()

/** The file with its XML changed, as another tool would save it. */
const edited = (format: FileFormat, bytes: Buffer, change: (xml: string) => string): Buffer => {
  const xml = change(xmlOf(format, bytes))
  expect(xml).not.toBe(xmlOf(format, bytes))
  if (format !== 'docx') return Buffer.from(xml)
  const parts = unpack(partsOf(bytes))
  return pack(new Map([...parts, ['word/document.xml', Buffer.from(xml)]]))
}

const refusal = (code: RefusalCode) => expect.objectContaining({ code })

/** Fills the empty target beside an English sentence in. */
const fill = (format: FileFormat, english: string, khmer: string) => (xml: string) =>
  ({
    xliff: () => xml.replace(`<source>${english}</source>`, `$&<target>${khmer}</target>`),
    'xliff-1': () =>
      xml.replace(
        `<target state="needs-translation">${english}</target>`,
        `<target state="translated">${khmer}</target>`,
      ),
    docx: () => {
      const row = xml.match(new RegExp(`<w:tr>(?:(?!</w:tr>).)*?${english}.*?</w:tr>`))![0]
      let cell = 0
      const filled = row.replace(/<w:p>.*?<\/w:p>|<w:p\/>/g, (paragraph) =>
        ++cell === 2 ? `<w:p><w:r><w:t>${khmer}</w:t></w:r></w:p>` : paragraph,
      )
      return xml.replace(row, filled)
    },
  })[format]()

/** The file with a comment on an English sentence, as another tool would add it. */
const annotate = (format: FileFormat, bytes: Buffer, english: string, note: string): Buffer => {
  const letters = note.replace('&', '&amp;')
  if (format === 'docx') {
    const marked = edited(format, bytes, (xml) =>
      xml.replace(`${english}</w:t></w:r>`, '$&<w:r><w:commentReference w:id="7"/></w:r>'),
    )
    const comments = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="A"><w:p><w:r><w:t>${letters}</w:t></w:r></w:p></w:comment></w:comments>`
    return pack(new Map([...unpack(partsOf(marked)), ['word/comments.xml', Buffer.from(comments)]]))
  }
  return edited(format, bytes, (xml) =>
    format === 'xliff'
      ? xml.replace(
          new RegExp(`(?=<segment [^>]*><source>${english})`),
          `<notes><note>${letters}</note></notes>`,
        )
      : xml.replace(
          new RegExp(`(<source>${english}</source><target .*?</target>)`),
          `$1<note from="A">${letters}</note>`,
        ),
  )
}

const english = 'The Minister welcomed the guests on 3 March 2024.'
const khmer = 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤។'

describe.each(fileFormats)('as %s', (format) => {
  it('a translation comes back as it went where nobody touched it', async () => {
    const { office, team } = await opened()
    await translate(office, team.translator, slug, 'km')
    const preview = await previewReturn(office.deps, team.translator, slug, 'km', {
      format,
      bytes: await exported(office, format),
    })
    expect(preview).toMatchObject({ changes: [], missing: 0, open: 0, notes: [] })
  })

  it('what a translator wrote elsewhere is shown, checked, and taken in their name', async () => {
    const { office, team } = await opened()
    const wrong = edited(
      format,
      await exported(office, format),
      fill(format, english, khmer.replace('ទី៣', 'ទី៤')),
    )
    const bad = await previewReturn(office.deps, team.translator, slug, 'km', { format, bytes: wrong })
    expect(bad.findings).toContainEqual(expect.objectContaining({ check: 'dates', severity: 'error' }))

    const bytes = edited(format, await exported(office, format), fill(format, english, khmer))
    const preview = await previewReturn(office.deps, team.translator, slug, 'km', { format, bytes })
    expect(preview.changes).toMatchObject([
      { source: english, before: '', after: khmer, difference: { at: 0, removed: '', added: khmer } },
    ])
    expect(preview.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const before = await getTranslation(office.deps.db, slug, 'km', 'en')
    expect(before.segments.map(({ target }) => target)).not.toContain(khmer)

    expect(
      await takeBack(office.deps, team.translator, slug, 'km', { format, bytes }, preview.sha256),
    ).toEqual({ taken: 1, comments: 0 })
    const { segments } = await getTranslation(office.deps.db, slug, 'km', 'en')
    expect(segments.find(({ source }) => source === english)).toMatchObject({
      target: khmer,
      editedBy: team.translator.id,
      version: 2,
    })
  })

  it('a file made before a segment changed is refused, naming what stands there now', async () => {
    const { office, team } = await opened()
    const bytes = edited(format, await exported(office, format), fill(format, english, khmer))
    const preview = await previewReturn(office.deps, team.translator, slug, 'km', { format, bytes })
    await translate(office, team.translator, slug, 'km')
    const { segments } = await getTranslation(office.deps.db, slug, 'km', 'en')
    const { id, version } = segments.find(({ source }) => source === english)!
    await editTargets(office.deps, team.reviewer, slug, 'km', [{ segmentId: id, text: 'ផ្សេង', version }])
    const again = () => takeBack(office.deps, team.translator, slug, 'km', { format, bytes }, preview.sha256)
    await expect(again()).rejects.toThrow(refusal('file-segment-changed'))
    await expect(again()).rejects.toThrow('ផ្សេង')
  })

  it('what was written beside a segment becomes a comment, once, however often it comes back', async () => {
    const { office, team } = await opened()
    await translate(office, team.translator, slug, 'km')
    const take = async (bytes: Buffer) => {
      const { notes, sha256 } = await previewReturn(office.deps, team.translator, slug, 'km', {
        format,
        bytes,
      })
      const { comments } = await takeBack(office.deps, team.translator, slug, 'km', { format, bytes }, sha256)
      expect(comments).toBe(notes.length)
      return notes.map(({ text }) => text)
    }
    const noted = annotate(format, await exported(office, format), english, 'Which guests\u202e & whose?')
    expect(await take(noted)).toEqual(['Which guests & whose?'])
    expect(await take(noted)).toEqual([])
    expect(await take(await exported(office, format))).toEqual([])
    const { segments } = await getTranslation(office.deps.db, slug, 'km', 'en')
    expect(await getThreads(office.deps.db, slug, 'km')).toMatchObject([
      {
        body: 'Which guests & whose?',
        segmentId: segments.find(({ source }) => source === english)!.id,
        author: { id: team.translator.id },
        resolvedAt: null,
      },
    ])
  })

  it('a changed English text, a file of another release and a name twice are refused', async () => {
    const { office, team } = await opened()
    const bytes = await exported(office, format)
    const preview = (change: (xml: string) => string) =>
      previewReturn(office.deps, team.translator, slug, 'km', {
        format,
        bytes: edited(format, bytes, change),
      })
    await expect(
      preview((xml) => xml.replaceAll('The Minister welcomed', 'The Minister met')),
    ).rejects.toThrow(refusal('file-source-changed'))
    const id = /[0-9a-f-]{36}\.1/
    await expect(preview((xml) => xml.replace(id, '0190a000-0000-7000-8000-000000000000.1'))).rejects.toThrow(
      refusal('file-other-release'),
    )
    const [first] = xmlOf(format, bytes).match(id)!
    await expect(preview((xml) => xml.replaceAll(new RegExp(id, 'g'), first))).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/twice|source-changed/) }),
    )
  })

  it('only what was previewed is taken, and only by who may', async () => {
    const { office, team } = await opened()
    const bytes = edited(format, await exported(office, format), fill(format, english, khmer))
    const { sha256 } = await previewReturn(office.deps, team.translator, slug, 'km', { format, bytes })
    const other = edited(format, await exported(office, format), fill(format, english, `${khmer}។`))
    const take = (person: Person, file: Buffer) =>
      takeBack(office.deps, person, slug, 'km', { format, bytes: file }, sha256)
    await expect(take(team.translator, other)).rejects.toThrow(refusal('preview-stale'))
    await expect(take(team.officer, bytes)).rejects.toThrow(refusal('not-allowed'))
    const { segments } = await getTranslation(office.deps.db, slug, 'km', 'en')
    expect(segments.every(({ target }) => target !== khmer)).toBe(true)
  })
})

it('the segments of a revision that is no longer the newest are told apart', async () => {
  const { office, team } = await opened()
  const bytes = await exported(office, 'xliff')
  const db = office.deps.db
  const old = await db.selectFrom('revision').selectAll().executeTakeFirstOrThrow()
  const { id, source_sha256, created_at, ...same } = old
  const revision = await db
    .insertInto('revision')
    .values({ ...same, number: 2 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('translation')
    .values({ revision_id: revision.id, locale: 'km', status: 'drafted' })
    .execute()
  const preview = previewReturn(office.deps, team.translator, slug, 'km', { format: 'xliff', bytes })
  await expect(preview).rejects.toThrow(refusal('file-outdated'))
  await expect(preview).rejects.toThrow('revision 1')
})

describe('in Word', () => {
  const preview = async (change: (xml: string) => string) => {
    const { office, team } = await opened()
    const bytes = edited('docx', await exported(office, 'docx'), change)
    return previewReturn(office.deps, team.translator, slug, 'km', { format: 'docx', bytes })
  }

  it.each<[RefusalCode, (xml: string) => string]>([
    [
      'file-tracked-changes',
      (xml) =>
        xml.replace(
          /<w:tc>((?:(?!<w:tc>).)*?)<w:r>(.*?)<\/w:r>/,
          '<w:tc>$1<w:ins w:id="1"><w:r>$2</w:r></w:ins>',
        ),
    ],
    ['file-table-changed', (xml) => xml.replace(/(.*)<w:tc>.*?<\/w:tc>/s, '$1')],
    ['file-rows-missing', (xml) => xml.replace(/(.*)<w:tr>.*?<\/w:tr>/s, '$1')],
    ['file-table-changed', (xml) => xml.replaceAll('w:tbl>', 'w:gone>').replaceAll('w:tr>', 'w:gone>')],
  ])('%s is told', async (code, change) => {
    await expect(preview(change)).rejects.toThrow(refusal(code))
  })
})

it('a file of another language, and a translation as its own English, are refused', async () => {
  const { office, team } = await opened()
  const bytes = edited('xliff', await exported(office, 'xliff'), (xml) =>
    xml.replace('trgLang="km"', 'trgLang="ja"'),
  )
  const preview = (locale: Locale) =>
    previewReturn(office.deps, team.reviewer, slug, locale, { format: 'xliff', bytes })
  await expect(preview('km')).rejects.toThrow(refusal('file-other-language'))
  await expect(preview('en')).rejects.toThrow(refusal('source-fixed'))
})

it('a release goes out over HTTP, comes back translated, and another person approves it', async () => {
  const office = await openOffice()
  await office.work('translate', 'review')
  const team = await openTeam(office)
  await submit(office, team.officer, { slug, locales: ['km'] })
  await inReview(office, slug, 'km')
  const headers = await signIn(office, team.translator)
  const path = `/api/releases/${slug}/translations/km/files/xliff`
  const out = await office.app.inject({ url: path, headers })
  expect(out.headers['content-type']).toMatch('application/xliff+xml')
  expect(out.headers['content-disposition']).toBe('attachment; filename="guests.km.xlf"')

  const translated = out.body.replace(/<source>(.*?)<\/source><\/segment>/g, (whole, source) =>
    whole.replace('</segment>', `<target>${khmerOf(source)}</target></segment>`),
  )
  const post = (url: string, payload: object) => office.app.inject({ method: 'POST', url, headers, payload })
  const base64 = Buffer.from(translated).toString('base64')
  const preview = await post(`${path}/preview`, { base64 })
  expect(preview.statusCode).toBe(200)
  expect(preview.json()).toMatchObject({ open: 0, findings: [] })
  const taken = await post(path, { base64, sha256: preview.json().sha256 })
  expect(taken.json()).toEqual({ taken: preview.json().changes.length, comments: 0 })
  await approveAs(office, team.reviewer, slug, 'km')

  const broken = await post(`${path}/preview`, {
    base64: Buffer.from(translated.slice(0, -9)).toString('base64'),
  })
  expect(broken.json()).toMatchObject({ status: 422, code: 'file-broken' })
})
