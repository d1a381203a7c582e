import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { joinSentences, splitSentences } from '../../src/language/sentences.ts'

/** Each paragraph is written with `|` where a sentence ends. */
const cases: Record<Locale, string[]> = {
  en: [
    'H.E. Dr. SOK Chenda Sophea met Lt. Gen. HUN Manet on 3 Nov. 2023.|They agreed.',
    'He flew to the U.S.|Both sides met there.|The U.S. Secretary of State came at 5 p.m.|He left.',
    'See Sub-Decree No. 5 ANK/BK of 3 Jan. 2023, Art. 12, para. 3 and p. 7.|It applies.',
    'He said no.|He then left.',
    'J. K. Smith and Prof. D. Lee spoke.|The audience, incl. Amb. Ueno, listened.',
    'Talks went on... and ended.|They paused…|Then all signed.|Then... nobody knows.',
    '“Is it done?” he asked.|“It is.”|She thanked him.',
    'The Minister said: “We agree. We go on.”|Then he left.',
    'The Minister said: "We agree. We go on."|Then he left.',
    'The parties (see No. 3. It holds.) agree.|So be it!',
    'It costs $3.5 million, i.e. 12.5% more, etc.|This is much.',
    'Aid, trade, etc. Japanese experts bring grew.',
    'Her Excellency **KAMIKAWA Yoko. Minister.**|She came.',
    'He met **SOK Chenda Sophea.**|Then he left.',
    '1. The Parties agree.|2. They sign.',
    'The MoU by Toyota Co., Ltd. and others was signed.|Angkor Co. Ltd.|It was glad.',
  ],
  km: [
    'សម្តេចបានអញ្ជើញ។|ឯកឧត្តមបានថ្លែងថា៖ «យើងឯកភាព។ យើងបន្ត។»|ចប់៕',
    'ឯ.ឧ. ហ៊ុន សែន បានមកនៅ ព.ស. ២៥៦៧។|លោកជំទាវ **យ៉ូកុ។ ហ៊ុន** បានទៅ៕',
    'នយោបាយ សេដ្ឋកិច្ច។ល។|ភាគីទាំងពីរឯកភាព។|ពាណិជ្ជកម្ម។ល។ និងវប្បធម៌។',
  ],
  ja: [
    '大臣は「合意しました。続けます。」と述べました。|次に移ります。',
    '「はい。」|これは次の文です！|本当ですか？|はい。',
    '会談（2023年。東京。）を行いました。|**上川陽子。外務大臣**です。',
    '成長率は３．５％です。|Dr. Smith が来ました。',
  ],
}

describe('splitSentences', () => {
  for (const locale of locales)
    for (const paragraph of cases[locale])
      it(`${locale}: ${paragraph}`, () => {
        const wanted = paragraph.split('|')
        expect(splitSentences(joinSentences(wanted, locale), locale)).toEqual(wanted)
      })

  it('does not take a wrapped line for a sentence', () => {
    expect(splitSentences('MINISTRY OF FOREIGN AFFAIRS\nAND INTERNATIONAL COOPERATION', 'en')).toHaveLength(1)
  })

  it('loses nothing but white space, whatever comes', () => {
    const words = fc.constantFrom(
      'H.E. ',
      'a. ',
      'B. ',
      '**',
      '*',
      '"',
      '“',
      '”',
      '(',
      ')',
      '[x](y) ',
      '។',
      'ល។',
      '」',
      '「',
      '。',
      '…',
      '\n',
      '1. ',
      '😀',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom(...locales), (text, locale) => {
        expect(splitSentences(text, locale).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })

  it('never cuts a bold run', () => {
    const plain = fc.constantFrom('He left. ', 'H.E. Mr. X. ', 'Why? ', 'គាត់ទៅ។ ', '行きました。')
    const bold = fc
      .array(plain, { minLength: 1, maxLength: 4 })
      .map((parts) => `**${parts.join('').trim()}** `)
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, bold)), fc.constantFrom(...locales), (parts, locale) => {
        for (const sentence of splitSentences(parts.join(''), locale))
          expect(sentence.split('**').length % 2).toBe(1)
      }),
    )
  })
})
