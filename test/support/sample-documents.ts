import { readFileSync } from 'node:fs'
import { type Locale, locales } from '../../src/language/model.ts'
import type { MultilingualDocument } from '../../src/publishing/model.ts'
import type { ReleaseDocument } from '../../src/releases/model.ts'

export const sampleSlugs = [
  '2022-11-12-comprehensive-strategic-partnership',
  '2023-12-18-foreign-ministers',
] as const

type SampleSegment = Record<Locale, string> & { role: string }

const places: Record<Locale, string> = { en: 'Phnom Penh', km: 'រាជធានីភ្នំពេញ', ja: 'プノンペン' }

const oneLine = (text: string) => text.replaceAll('**', '').replaceAll('\n', ' ')

const releaseIn = (segments: SampleSegment[], locale: Locale, date: string): ReleaseDocument => {
  const all = (role: string) => segments.filter((one) => one.role === role).map((one) => one[locale])
  const motto = all('motto')[0]!.replaceAll('**', '').split('\n')
  return {
    kind: 'press-release',
    letterhead: [...motto, ...all('ministry').map(oneLine)],
    unit: all('unit')[0] ?? null,
    reference: null,
    title: all('title')[0]!,
    blocks: all('body').map((text) => ({ type: 'paragraph', text })),
    dateline: { place: places[locale], date, text: all('dateline')[0]! },
  }
}

/** A sample release in its three locales, built by hand from the unofficial translations. */
export const sampleDocument = (slug: (typeof sampleSlugs)[number]): MultilingualDocument => {
  const file = new URL(`../../samples/translations/${slug}.json`, import.meta.url)
  const segments = JSON.parse(readFileSync(file, 'utf8')) as SampleSegment[]
  return {
    slug,
    unofficial: true,
    locales: Object.fromEntries(
      locales.map((locale) => [locale, releaseIn(segments, locale, slug.slice(0, 10))]),
    ),
  }
}

const everyBlock: Record<
  Locale,
  Pick<ReleaseDocument, 'unit' | 'reference' | 'title' | 'subtitle' | 'blocks'>
> = {
  en: {
    unit: 'Department of Protocol',
    reference: 'No. 123/2024 MFAIC/PR',
    title: 'Ministry announces the programme of the *Angkor* dialogue',
    subtitle: 'Registration opens on 3 March 2024',
    blocks: [
      { type: 'heading', text: 'Programme' },
      {
        type: 'paragraph',
        text: 'The dialogue takes place in **Siem Reap**; see [the programme](https://example.org/programme?a=1&b=2).',
      },
      { type: 'list-item', text: 'Opening by H.E. **SOK Chenda Sophea**', number: 1 },
      { type: 'list-item', text: 'Working groups:', number: 2 },
      { type: 'list-item', text: 'trade and investment', level: 1 },
      { type: 'list-item', text: 'people-to-people exchange', level: 1 },
      { type: 'list-item', text: 'Closing', number: 3 },
      { type: 'quote', text: 'Dialogue is the road; peace is where it leads.' },
      { type: 'note', text: 'For further information: press@example.org, +855 23 000 000' },
    ],
  },
  km: {
    unit: 'នាយកដ្ឋានពិធីការ',
    reference: 'លេខ៖ ១២៣/២០២៤ កប.អព',
    title: 'ក្រសួងប្រកាសកម្មវិធីនៃកិច្ចសន្ទនា *អង្គរ* ជាមួយអ៊ីស្រាអែល',
    subtitle: 'ការចុះឈ្មោះចាប់ផ្តើមនៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤',
    blocks: [
      { type: 'heading', text: 'កម្មវិធី' },
      {
        type: 'paragraph',
        text: 'កិច្ចសន្ទនានេះប្រព្រឹត្តទៅនៅ**ខេត្តសៀមរាប** ដោយមានការចូលរួមពីអ៊ីស្រាអែល និង**អ៊ីតាលី**។ សូមមើល [កម្មវិធី](https://example.org/programme?a=1&b=2)។',
      },
      { type: 'list-item', text: 'ពិធីបើកដោយ ឯកឧត្តម **សុខ ចិន្តាសោភា**', number: 1 },
      { type: 'list-item', text: 'ក្រុមការងារ៖', number: 2 },
      { type: 'list-item', text: 'ពាណិជ្ជកម្ម និងវិនិយោគ', level: 1 },
      { type: 'list-item', text: 'ការផ្លាស់ប្តូររវាងប្រជាជន', level: 1 },
      { type: 'list-item', text: 'ពិធីបិទ', number: 3 },
      { type: 'quote', text: '«កិច្ចសន្ទនាគឺជាផ្លូវ សន្តិភាពគឺជាគោលដៅ»។' },
      { type: 'note', text: 'ព័ត៌មានបន្ថែម៖ press@example.org' },
    ],
  },
  ja: {
    unit: '儀典局',
    reference: '第123/2024号',
    title: '「*アンコール*対話」のプログラムを発表しました',
    subtitle: '2024年3月3日に登録を開始します',
    blocks: [
      { type: 'heading', text: 'プログラム' },
      {
        type: 'paragraph',
        text: '対話は**シェムリアップ**で開催されます。[プログラム](https://example.org/programme?a=1&b=2)をご覧ください。',
      },
      { type: 'list-item', text: '**ソック・チェンダ・サオピア**大臣による開会', number: 1 },
      { type: 'list-item', text: '作業部会', number: 2 },
      { type: 'list-item', text: '貿易・投資', level: 1 },
      { type: 'list-item', text: '人的交流', level: 1 },
      { type: 'list-item', text: '閉会', number: 3 },
      { type: 'quote', text: '対話は道であり、平和はその行き先です。' },
      { type: 'note', text: 'お問い合わせ：press@example.org' },
    ],
  },
}

/** A made-up release with every type of block, and a dateline that has to be formatted. */
export const everyBlockDocument = (): MultilingualDocument => {
  const { slug, locales: samples } = sampleDocument(sampleSlugs[1])
  return {
    slug: `${slug}-every-block`,
    locales: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          ...samples[locale]!,
          ...everyBlock[locale],
          dateline: { place: places[locale], date: '2024-03-02' },
        },
      ]),
    ),
  }
}
