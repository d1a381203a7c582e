import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { renderEmail } from '../../src/publishing/email.ts'
import { readLogo } from '../../src/publishing/logo.ts'
import { drawLogo } from '../../src/publishing/logo-picture.ts'
import { renderPage } from '../../src/publishing/page.ts'
import { renderPdf } from '../../src/publishing/pdf.ts'
import { findArtifact } from '../../src/publishing/queries.ts'
import { renderEditionJob } from '../../src/publishing/render.job.ts'
import { sitePlace } from '../../src/publishing/site.ts'
import { OfficeStyle } from '../../src/publishing/style.ts'
import { type Office, openOffice } from '../support/office.ts'
import { pagesOfPdf } from '../support/pdf.ts'
import { png } from '../support/png.ts'
import { openTeam, publishable, submit } from '../support/release.ts'
import { everyBlockDocument, sampleDocument, sampleSlugs } from '../support/sample-documents.ts'
import { openSession } from '../support/session.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const red = png({ data: new Uint8Array(16 * 16 * 4).fill(200), width: 16, height: 16 })

const written = {
  letterhead: { en: ['KINGDOM', 'MOTTO', 'MINISTRY OF LETTERHEADS'], km: [], ja: [] },
  signatory: { en: ['Spokesperson', 'PERSON Who Signs'], km: [], ja: [] },
  contact: { en: ['12 Example Street'], km: [], ja: ['例示通り12'] },
  social: [{ name: 'Example Network', url: 'https://social.example.org/ministry' }],
}

describe('the style of an office', () => {
  it('puts its letterhead over a release that has none, and leaves a release its own', async () => {
    const document = sampleDocument(sampleSlugs[1])
    const style = OfficeStyle.parse(written)
    const bare = {
      ...document,
      locales: { ...document.locales, en: { ...document.locales.en!, letterhead: [] } },
    }
    const email = await renderEmail(bare, ['en', 'ja'], { unsubscribeUrl: '#', style })
    const pdf = (await pagesOfPdf(await renderPdf(bare, ['en', 'ja'], 'ua-1', { style }))).join('\n')
    const { html } = await renderPage(bare, 'en', style)
    for (const shown of [email.html, email.text, pdf, html]) {
      for (const line of [
        'MINISTRY OF LETTERHEADS',
        'PERSON Who Signs',
        '12 Example Street',
        'Example Network',
      ])
        expect(shown).toContain(line)
      expect(shown).not.toContain('KINGDOM OF CAMBODIA')
    }
    const own = await renderEmail(document, ['en'], { unsubscribeUrl: '#', style })
    expect(own.text).toContain('KINGDOM OF CAMBODIA')
    expect(own.text).not.toContain('MINISTRY OF LETTERHEADS')
  })

  it('is part of what the bytes depend on, and of nothing else', async () => {
    const render = async (settings: object) =>
      sha256(
        await renderPdf(everyBlockDocument(), ['en', 'km'], 'a-2a', { style: OfficeStyle.parse(settings) }),
      )
    const first = await render(written)
    const others = [
      await render({ ...written, paper: 'us-letter' }),
      await render({ ...written, set: 'newsroom' }),
      await render({ ...written, layout: 'side-by-side' }),
      await render({ ...written, colours: { accent: '#225588', link: '#225588' } }),
      await render({ ...written, logo: { content: red.toString('base64') } }),
    ]
    expect(new Set([first, ...others]).size).toBe(6)
    expect(await render(written)).toBe(first)
  })

  it('writes Japanese dates by era or by western years, and the Khmer lunar day above the day', async () => {
    const text = async (japaneseYears: string, locale: 'km' | 'ja') =>
      (
        await renderEmail(everyBlockDocument(), [locale], {
          unsubscribeUrl: '#',
          style: OfficeStyle.parse({ japaneseYears }),
        })
      ).text
    expect(await text('western', 'ja')).toContain('\nプノンペン、2024年3月2日\n')
    expect(await text('era', 'ja')).toContain('\nプノンペン、令和6年3月2日\n')
    expect(await text('western', 'km')).toContain(
      '\nថ្ងៃសៅរ៍ ៧រោច ខែមាឃ ឆ្នាំថោះ បញ្ចស័ក ព.ស.២៥៦៧\nរាជធានីភ្នំពេញ ថ្ងៃទី២ ខែមីនា ឆ្នាំ២០២៤\n',
    )
  })

  it('shows its logo: in documents and on pages as it is, in mails as a picture that mail programs can show', async () => {
    const style = OfficeStyle.parse({ logo: { content: red.toString('base64') } })
    const place = sitePlace('https://news.example.org', 'guests', '1234567890')
    const document = sampleDocument(sampleSlugs[1])
    const src = `/news/logo/${style.logo!.sha256}.png`
    expect((await renderPage(document, 'en', style)).html).toContain(`src="${src}"`)
    const mail = (shown: OfficeStyle) =>
      renderEmail(document, ['en'], { unsubscribeUrl: '#', place, style: shown })
    expect((await mail(style)).html).toMatch(
      new RegExp(`<img src="https://news.example.org${src}" alt="MINISTRY OF FOREIGN AFFAIRS[^"]+"`),
    )
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="2" height="2"/></svg>',
    )
    const drawn = OfficeStyle.parse({ logo: { content: svg.toString('base64') } })
    expect((await mail(drawn)).html).toContain(`/news/logo/${drawn.logo!.sha256}.png"`)
    expect((await renderPage(document, 'en', drawn)).html).toContain('.svg"')
  })
})

describe('a logo', () => {
  const svg = (inside: string) =>
    readLogo(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n${inside}</svg>`))
  it.each([
    ['a script', '<script>alert(1)</script>', /^2:\d+: <script> has no place/],
    ['a handler', '<rect onload="alert(1)" width="1" height="1"/>', /^2:\d+: the attribute onload/],
    ['a foreign address', '<use href="https://example.org/#a"/>', /leads out of the picture/],
    ['a foreign paint', '<rect fill="url(https://example.org/#a)"/>', /leads out of the picture/],
    ['text that wants a font', '<text>Ministry</text>', /<text> has no place/],
    ['an element left open', '<g>', /2:\d+/],
  ])('is refused for %s, with line and column', (_, inside, reason) => {
    expect(() => svg(inside)).toThrow(reason)
  })

  it('is refused where it is no picture, too large, or an entity would unfold', () => {
    expect(() => readLogo(Buffer.from('hello'))).toThrow()
    expect(() => readLogo(Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>'))).toThrow(
      /document type/,
    )
    expect(() => readLogo(Buffer.concat([red.subarray(0, 40)]))).toThrow(/ends too early/)
    const wide = Buffer.from(red)
    wide.writeUInt32BE(90_000, 16)
    expect(() => readLogo(wide)).toThrow(/broken/)
  })

  it('is refused where drawing it would never end', () => {
    const mask = (id: number, inside: string) => `<mask id="m${id}">${inside}</mask>`
    const twice = (id: number) => `<path d="M0 0h9v9z" mask="url(#m${id})"/>`.repeat(2)
    const nested = Array.from({ length: 24 }, (_, n) => mask(n + 1, twice(n))).join('')
    expect(() => svg(nested + twice(24))).toThrow(/more than 5000 elements to draw/)
    expect(() => svg('<g id="a"><use href="#a"/></g>')).toThrow(/more than 5000/)
    expect(() => svg(mask(1, '<path d="M0 0h9"/>') + twice(1))).not.toThrow()
  })

  it('keeps its drawing and loses what else the file says', () => {
    const { content } = svg('<title>A &amp; B</title><path d="M0 0h9v9z" fill="#123456"/>')
    expect(Buffer.from(content, 'base64').toString()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A &amp; B</title><path d="M0 0h9v9z" fill="#123456"></path></svg>',
    )
    expect(readLogo(Buffer.from(content, 'base64')).content).toBe(content)
  })
})

const administrator = async (office: Office) =>
  openSession(office, await office.person({ role: 'administrator', locale: null }))

describe('a changed style', () => {
  it('is for what is approved from then on; what was approved before stays, byte for byte', async () => {
    const office = await openOffice()
    const team = await openTeam(office)
    const ask = await administrator(office)
    await office.work('translate', 'review', 'render')
    await submit(office, team.officer, { slug: 'before' })
    await publishable(office, team, 'before')
    const file = async (slug: string, name: string) =>
      (await findArtifact(office.deps.db, slug, 'en', name))!.content
    const old = await file('before', 'document.pdf')
    expect((await ask('PUT', '/api/office/style', { ...written, set: 'newsroom' })).statusCode).toBe(204)

    // Asked to render it again, whatever the reason: the same style, the same bytes.
    const { rows } = await sql<{ id: string }>`
      update edition set status = 'waiting', approval_ids = null, approvals_sha256 = null, subject = null
      where name = 'en' returning id`.execute(office.deps.db)
    const { id } = rows[0]!
    await sql`update edition e set status = 'pending', approval_ids = s.ids, approvals_sha256 = s.hash
              from edition w cross join lateral standing_approvals(w.revision_id, w.locales) s
              where w.id = e.id and e.id = ${id}`.execute(office.deps.db)
    await renderEditionJob.run(office.deps, id)
    expect(sha256(await file('before', 'document.pdf'))).toBe(sha256(old))
    const { style_id } = await office.deps.db
      .selectFrom('edition_code')
      .select('style_id')
      .where('edition_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(style_id).toBeNull()

    await submit(office, team.officer, { slug: 'after', title: 'Later' })
    await publishable(office, team, 'after')
    expect((await file('after', 'page.html')).toString()).toContain('class="release newsroom"')
    expect((await file('after', 'email.txt')).toString()).toContain('12 Example Street')
    expect((await file('before', 'page.html')).toString()).toContain('class="release ministry"')
  })

  it('is on the record, and refused where it could not be printed or read', async () => {
    const office = await openOffice()
    const ask = await administrator(office)
    const refused = async (body: object) => {
      const answer = await ask('PUT', '/api/office/style', body)
      return `${answer.statusCode} ${answer.json().code}: ${answer.json().detail}`
    }
    expect(await refused({ colours: { link: '#dddddd' } })).toMatch(/400 .*colours\/link.*contrast of 4\.5/)
    expect(await refused({ set: 'nobodys' })).toMatch(/422 set-unknown: .*ministry, newsroom/)
    expect(await refused({ contact: { en: ['A crab: 🦀'] } })).toMatch(/422 glyph-missing: .*🦀.*U\+1F980/)
    expect(
      await refused({
        logo: { content: Buffer.from('<svg viewBox="0 0 1 1"><script/></svg>').toString('base64') },
      }),
    ).toMatch(/400 .*logo.*<script> has no place/)
    expect(await refused({ social: [{ name: 'x', url: 'javascript:alert(1)' }] })).toMatch(/400 .*https/)
    expect((await ask('GET', '/api/office/style')).json().saved).toBeNull()

    expect((await ask('PUT', '/api/office/style', written)).statusCode).toBe(204)
    const now = (await ask('GET', '/api/office/style')).json()
    expect(now.style.contact.en).toEqual(['12 Example Street'])
    expect(now.saved.by).toEqual(expect.any(String))
    const events = await office.deps.db
      .selectFrom('audit_event')
      .select(['action', 'details'])
      .where('entity', '=', 'office_style')
      .execute()
    expect(events).toMatchObject([
      { action: 'office-style-saved', details: { settings: { contact: { en: ['12 Example Street'] } } } },
    ])
    await expect(sql`update office_style set settings = '{}'`.execute(office.deps.db)).rejects.toThrow()
    const officer = await office.person({ role: 'press-officer', locale: null })
    await expect(
      sql`insert into office_style (settings, saved_by) select settings, ${officer.id} from office_style`.execute(
        office.deps.db,
      ),
    ).rejects.toThrow('not-allowed')
  })

  it('shows a specimen before it is kept, and serves its logo to everybody', async () => {
    const office = await openOffice()
    const ask = await administrator(office)
    const logo = { content: red.toString('base64') }
    const seen = await ask('POST', '/api/office/style/preview', {
      style: { ...written, logo },
      locales: ['km', 'en'],
    })
    expect(seen.json().pieces.length).toBeGreaterThan(2)
    await ask('PUT', '/api/office/style', { ...written, logo })
    const { style } = (await ask('GET', '/api/office/style')).json()
    const answer = await office.app.inject(`/news/logo/${style.logo.sha256}.png`)
    expect(answer.headers['content-type']).toBe('image/png')
    expect(sha256(answer.rawPayload)).toBe(style.logo.sha256)
    expect((await office.app.inject(`/news/logo/${'0'.repeat(64)}.png`)).statusCode).toBe(404)

    // Of a drawing, mails get a picture, the same each time; the drawing itself stays for pages.
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10z"/></svg>'
    const save = (svg: string) =>
      ask('PUT', '/api/office/style', { ...written, logo: { content: Buffer.from(svg).toString('base64') } })
    expect((await save(drawing)).statusCode).toBe(204)
    const drawn = (await ask('GET', '/api/office/style')).json().style.logo
    const [shown, own] = await Promise.all(
      ['png', 'svg'].map((ending) => office.app.inject(`/news/logo/${drawn.sha256}.${ending}`)),
    )
    expect(shown!.headers['content-type']).toBe('image/png')
    const { width, height, data } = PNG.sync.read(shown!.rawPayload)
    expect({ width, height }).toEqual({ width: 384, height: 192 })
    // Filled above its diagonal, clear below.
    const opacity = (x: number, y: number) => data[(y * width + x) * 4 + 3]
    expect([opacity(380, 4), opacity(4, 188)]).toEqual([255, 0])
    expect(Buffer.from(await drawLogo(drawn)).equals(shown!.rawPayload)).toBe(true)
    expect(own!.headers['content-type']).toBe('image/svg+xml')
    const thread = drawing.replace('0 0 20 10', '0 0 9000 1')
    expect((await save(thread)).json()).toMatchObject({
      code: 'style-invalid',
      detail: expect.stringContaining('9000 by 1 is too narrow'),
    })
  })
})
