import { describe, expect, it } from 'vitest'
import type { ReleaseKind } from '../../../src/releases/model.ts'
import { parseRelease } from '../../../src/releases/parse/parse.ts'

const body = 'The Ministers met in Siem Reap today and agreed to go on with their cooperation.'
const read = async (text: string) => (await parseRelease({ text })).document
const shortOf = (blocks: { type: string; text: string; level?: number }[]) =>
  blocks.map(({ type, text }) => `${type}: ${text}`)

describe('datelines', () => {
  const lines: [string, string, string][] = [
    ['18 July 2024, Phnom Penh', 'Phnom Penh', '2024-07-18'],
    ['Done at Tokyo, this fifth day of June 2024.', 'Tokyo', '2024-06-05'],
    ['Signed in Siem Reap on the twenty-first of May 2024', 'Siem Reap', '2024-05-21'],
    [
      'Done at Paris, on the eighteenth day of January in the year two thousand and twenty-four, in two originals.',
      'Paris',
      '2024-01-18',
    ],
    ['(Tokyo, 3-5 June 2024)', 'Tokyo', '2024-06-05'],
    ['Vientiane, 30 November to 2 December 2024', 'Vientiane', '2024-12-02'],
    ['Phnom Penh, on 3rd March, 2024', 'Phnom Penh', '2024-03-03'],
    ['Washington, D.C., March 3, 2024', 'Washington, D.C.', '2024-03-03'],
    ['Rio de Janeiro, 3 March 2024', 'Rio de Janeiro', '2024-03-03'],
    ['United Nations, New York, 3 March 2024', 'United Nations, New York', '2024-03-03'],
    ['Brussels, 3.3.2024', 'Brussels', '2024-03-03'],
    ['3 March 2024 | Geneva', 'Geneva', '2024-03-03'],
    ['2024-03-03 17:05', '', '2024-03-03'],
    ['Date: Sunday, 3 March 2024', '', '2024-03-03'],
  ]
  for (const [line, place, date] of lines)
    it(`reads ${line}`, async () => {
      expect(await read(`PRESS RELEASE\n\nA Title\n\n${body}\n\n${line}`)).toMatchObject({
        blocks: [{ text: body }],
        dateline: { place, date, text: line },
      })
    })

  const openings: [string, string][] = [
    ['PHNOM PENH, 3 March 2024 (AKP) –', 'PHNOM PENH, 3 March 2024 (AKP)'],
    ['Phnom Penh, on 3rd March, 2024 —', 'Phnom Penh, on 3rd March, 2024'],
    ['PHNOM PENH (3 March 2024):', 'PHNOM PENH (3 March 2024)'],
    ['**Phnom Penh, March 3, 2024** –', 'Phnom Penh, March 3, 2024'],
    ['3 March 2024, Phnom Penh --', '3 March 2024, Phnom Penh'],
  ]
  for (const [opening, text] of openings)
    it(`reads ${opening} before the first sentence`, async () => {
      expect(await read(`PRESS RELEASE\n\nA Title\n\n${opening} ${body}`)).toMatchObject({
        blocks: [{ type: 'paragraph', text: body }],
        dateline: { place: 'Phnom Penh', date: '2024-03-03', text },
      })
    })

  it('are no sentences and no days of an event', async () => {
    const lines = ['20–23 May 2024', 'We met on 3 March 2024', 'Phnom Penh, 31 June 2024', 'Phnom Penh, 2024']
    for (const line of lines)
      expect((await read(`PRESS RELEASE\n\nA Title\n\n${body}\n\n${line}`)).dateline).toBeNull()
  })
})

describe('the line that names the kind', () => {
  const kinds: [string, ReleaseKind][] = [
    ['JOINT PRESS RELEASE', 'press-release'],
    ['P R E S S   R E L E A S E', 'press-release'],
    ['JOINT COMMUNIQUÉ', 'joint-statement'],
    ['JOINT PRESS STATEMENT', 'joint-statement'],
    ["Joint Leaders' Statement", 'joint-statement'],
    ['MEDIA ADVISORY', 'media-note'],
    ['NOTE TO THE MEDIA', 'media-note'],
    ['PRESS STATEMENT', 'statement'],
    ['Statement:', 'statement'],
    ["CHAIRMAN'S STATEMENT", 'statement'],
    ['NOTE VERBALE', 'statement'],
    ['PUBLIC ANNOUNCEMENT', 'statement'],
    ['OPENING REMARKS', 'remarks'],
    ['KEYNOTE ADDRESS', 'remarks'],
    ['CORRIGENDUM', 'correction'],
    ['SIARAN PERS / PRESS RELEASE', 'press-release'],
  ]
  for (const [line, kind] of kinds)
    it(`is ${line}`, async () => {
      const read = await parseRelease({ text: `KINGDOM OF CAMBODIA\n\n${line}\n\nA Title\n\n${body}` })
      expect(read.document).toMatchObject({ kind, title: 'A Title', letterhead: ['KINGDOM OF CAMBODIA'] })
      expect(read.warnings).toEqual([])
    })

  it('may have the number or the date behind it', async () => {
    expect(await read(`PRESS RELEASE No. 12/2024\n\nA Title\n\n${body}`)).toMatchObject({
      kind: 'press-release',
      reference: 'No. 12/2024',
      title: 'A Title',
    })
    expect(await read(`Press Release | Brussels, 3 March 2024\n\nA Title\n\n${body}`)).toMatchObject({
      dateline: { place: 'Brussels', date: '2024-03-03' },
      title: 'A Title',
    })
  })

  it('is missing: the warning names the release', async () => {
    const { warnings } = await parseRelease({ text: `${body}\n\n${body}` })
    expect(warnings[0]).toMatchObject({ code: 'kind-assumed', params: { text: body.slice(0, 80) } })
  })
})

describe('the title', () => {
  it('is no line above the kind’s', async () => {
    expect(await read(`Press Centre\n\nPRESS RELEASE\n\nA Title\n\n${body}`)).toMatchObject({
      letterhead: ['Press Centre'],
      title: 'A Title',
    })
  })

  it('begins with a ministry’s name and goes on with what it does', async () => {
    const title = 'Ministry of Foreign Affairs Launches a New Portal'
    expect(await read(`MINISTRY OF FOREIGN AFFAIRS\n\nPRESS RELEASE\n\n${title}\n\n${body}`)).toMatchObject({
      letterhead: ['MINISTRY OF FOREIGN AFFAIRS'],
      title,
    })
  })

  it('has no sub-title in the first sentence of the text', async () => {
    const document = await read(
      `# A Title\n\nPhnom Penh, 3 March 2024\n\nThe deminers left today.\n\n${body}`,
    )
    expect(document.subtitle).toBeUndefined()
    expect(shortOf(document.blocks)).toEqual(['paragraph: The deminers left today.', `paragraph: ${body}`])
  })

  it('is one where a line break cuts it in HTML', async () => {
    const html = `<html><p>PRESS RELEASE</p><h2>The Minister<br>in Tokyo</h2><p>${body}</p>`
    expect(await read(html)).toMatchObject({ title: 'The Minister in Tokyo' })
  })
})

describe('notes', () => {
  const blocksOf = async (rest: string) =>
    shortOf((await read(`PRESS RELEASE\n\nA Title\n\n${body}\n\n${rest}`)).blocks.slice(1))

  it('leave a background its heading, text and list', async () => {
    expect(await blocksOf(`Background\n\n${body}\n\n- one\n- two`)).toEqual([
      'heading: Background',
      `paragraph: ${body}`,
      'list-item: one',
      'list-item: two',
    ])
  })

  it('end where the text goes on after a contact', async () => {
    const rest = `For more information, please contact:\nMs. KEO Sophy\nTel: 012 555 010\n\n${body}\n\n1. one\n2. two`
    expect(await blocksOf(rest)).toEqual([
      'note: For more information, please contact:',
      'note: Ms. KEO Sophy',
      'note: Tel: 012 555 010',
      `paragraph: ${body}`,
      'list-item: one',
      'list-item: two',
    ])
  })

  it('go on under their label to the next heading', async () => {
    expect(
      await blocksOf(`Notes to editors:\n\n1. ${body}\n2. Photos follow.\n\nABOUT THE FORUM\n\n${body}`),
    ).toEqual([
      'note: Notes to editors:',
      `note: 1. ${body}`,
      'note: 2. Photos follow.',
      'heading: ABOUT THE FORUM',
      `paragraph: ${body}`,
    ])
  })

  it('are an office with its telephone at the end', async () => {
    expect(await blocksOf('Press Department\nMinistry of Foreign Affairs\nTel. +855 23 555 010')).toEqual([
      'note: Press Department',
      'note: Ministry of Foreign Affairs',
      'note: Tel. +855 23 555 010',
    ])
  })
})

describe('pages', () => {
  it('lose their running head on the first one too, and keep short lines that only look like one', async () => {
    const head = 'Ministry of Foreign Affairs – Press Release 45/2024'
    const page = (number: number) =>
      `${head}\nArticle ${number}.\n${body.replace('today', `on day ${number}`)}\nPage ${number} of 3`
    const { document, warnings } = await parseRelease({ text: [1, 2, 3].map(page).join('\n\f') })
    expect(document.letterhead).toEqual([])
    expect(JSON.stringify(document)).toContain('Article 2.')
    expect(warnings.filter(({ code }) => code === 'page-mark-left-out')).toHaveLength(6)
  })
})

describe('web pages', () => {
  const page = (around: string) =>
    `<html><body>${around}<p>PRESS RELEASE</p><h1>A Title</h1><p>${body}</p><ul><li><p>one</p><p>and more</p></li><li>two<br>lines</li></ul></body></html>`

  it('leave menus, notices and footers out, and say so', async () => {
    const around =
      '<div class="cookie-notice">We use cookies.</div><nav><a href="/">Home</a></nav><ul><li><a href="/a">News</a></li><li><a href="/b">About</a></li></ul><div class="site-footer">All rights reserved.</div>'
    const { document, warnings } = await parseRelease({ text: page(around) })
    expect(document).toMatchObject({ title: 'A Title', letterhead: [] })
    expect(shortOf(document.blocks)).toEqual([
      `paragraph: ${body}`,
      'list-item: one and more',
      'list-item: two lines',
    ])
    expect(warnings.map(({ params }) => params.text)).toEqual([
      'We use cookies.',
      'Home',
      'News',
      'About',
      'All rights reserved.',
    ])
  })

  it('keep all where the release itself stands in what looks like a menu', async () => {
    const { document } = await parseRelease({ text: `<html><div class="menu">${page('')}</div>` })
    expect(shortOf(document.blocks)).toContain(`paragraph: ${body}`)
  })
})

describe('e-mails', () => {
  it('lose the marks that stand before every line', async () => {
    const text = `PRESS RELEASE\n\nA Title\n\n${body}\n\n- one\n- two`
    const quoted = text.replace(/^/gm, '> ')
    expect(await read(quoted)).toEqual(await read(text))
    expect(await read(quoted.replace(/^/gm, '>'))).toEqual(await read(text))
  })

  it('keep a quotation as one', async () => {
    expect(shortOf((await read(`# A Title\n\n${body}\n\n> We thank you.\n\n${body}`)).blocks)).toContain(
      'quote: We thank you.',
    )
  })
})

describe('a letterhead', () => {
  it('has one line for a name that Word has two paragraphs for', async () => {
    const lines = [
      'KINGDOM OF CAMBODIA',
      'NATION RELIGION KING',
      'MINISTRY OF FOREIGN AFFAIRS',
      'AND INTERNATIONAL COOPERATION',
    ]
    const { letterhead } = await read(
      [...lines, 'PRESS RELEASE', '“Ministers Meet”', body, 'Siem Reap, 3 March 2024'].join('\n\n'),
    )
    expect(letterhead).toEqual([
      ...lines.slice(0, 2),
      'MINISTRY OF FOREIGN AFFAIRS AND INTERNATIONAL COOPERATION',
    ])
  })
})
