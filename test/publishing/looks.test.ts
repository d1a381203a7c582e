import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { renderPdf } from '../../src/publishing/pdf.ts'
import { sitePlace } from '../../src/publishing/site.ts'
import { specimen } from '../../src/publishing/specimen.ts'
import { OfficeStyle } from '../../src/publishing/style.ts'
import { picturesOfPdf } from '../support/pdf.ts'

const settings = {
  signatory: {
    en: ['Spokesperson', 'NAME Surname'],
    km: ['អ្នកនាំពាក្យ', 'ឈ្មោះ ត្រកូល'],
    ja: ['報道官', '氏　名'],
  },
  contact: { en: ['12 Example Street'], km: ['ផ្ទះលេខ ១២ ផ្លូវឧទាហរណ៍'], ja: ['例示通り12番地'] },
  logo: {
    content: Buffer.from(
      '<svg viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="none" stroke="#123a6b" stroke-width="3"/><path d="M8 28h24v3H8zM11 26V16l3-4 3 4v10zm6 0V13l3-6 3 6v13zm6 0V16l3-4 3 4v10z" fill="#123a6b"/></svg>',
    ).toString('base64'),
  },
}

const looks = [
  { name: 'ministry-en', look: {}, edition: ['en'] },
  { name: 'ministry-km', look: {}, edition: ['km'] },
  { name: 'ministry-ja', look: { japaneseYears: 'era' }, edition: ['ja'] },
  { name: 'newsroom-en', look: { set: 'newsroom' }, edition: ['en'] },
  { name: 'newsroom-km', look: { set: 'newsroom' }, edition: ['km'] },
  { name: 'newsroom-ja', look: { set: 'newsroom', paper: 'us-letter' }, edition: ['ja'] },
  { name: 'side-by-side', look: { layout: 'side-by-side' }, edition: ['en', 'km', 'ja'] },
] as const

const folder = new URL('./baseline/', import.meta.url)
const place = sitePlace('https://press.example', 'specimen', '1234567890')

/** Of all pixels, how many may differ: none that an eye would find. */
const TOLERANCE = 0.001

it.each(looks)(
  'the first page looks as it did when somebody last looked: $name',
  async ({ name, look, edition }) => {
    const style = OfficeStyle.parse({ ...settings, ...look })
    const pdf = await renderPdf(specimen(style).document, [...edition], 'ua-1', { style, place })
    const [page] = await picturesOfPdf(pdf, 0.9)
    const out = new URL('../../out/looks/', import.meta.url)
    mkdirSync(out, { recursive: true })
    // Look at it: if it is better than what is kept, copy it over that.
    writeFileSync(new URL(`${name}.png`, out), page!)
    const now = PNG.sync.read(page!)
    const kept = PNG.sync.read(readFileSync(new URL(`${name}.png`, folder)))
    expect([now.width, now.height]).toEqual([kept.width, kept.height])
    const differing = pixelmatch(now.data, kept.data, undefined, now.width, now.height, { threshold: 0.2 })
    expect(differing / (now.width * now.height)).toBeLessThan(TOLERANCE)
  },
)
