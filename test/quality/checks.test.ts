import { describe, expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { locales } from '../../src/language/model.ts'
import type { CheckInput, Concept, Finding } from '../../src/quality/model.ts'
import { runChecks } from '../../src/quality/run.ts'
import { concepts } from './corpus.ts'

const check = (
  target: 'km' | 'ja',
  source: string,
  translation: string,
  extra: Partial<CheckInput> = {},
): Finding[] =>
  runChecks({ source: 'en', target, segments: [{ source, target: translation }], concepts, ...extra })

const found = (findings: Finding[]) =>
  findings.map(({ check, severity, message }) => `${check} ${severity} ${message.slice('checks:'.length)}`)

/** What the finding's fix makes of the target. */
const mended = (target: string, { fix }: Finding) =>
  fix && target.slice(0, fix.start) + fix.text + target.slice(fix.end)

describe('dates and numbers are compared by what they say', () => {
  it.each([
    ['km', 'ថ្ងៃទី៣០ ខែតុលា ឆ្នាំ២០២៣'],
    ['km', '30 តុលា 2023'.replace(/[0-9]/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))],
    ['ja', '2023年10月30日'],
    ['ja', '令和5年10月30日'],
    ['ja', '令和五年十月三十日'],
  ] as const)('30 October 2023 is %s %s', (target, written) => {
    expect(
      found(
        check(target, '30 October 2023', written, {
          segments: [{ source: '30 October 2023', target: written, role: 'dateline' }],
        }),
      ),
    ).toEqual([])
  })

  it('names both sides and their places, in the reader’s language', () => {
    const target = 'កាលពីថ្ងៃទី១៣ ខែតុលា ឆ្នាំ២០២៣។'
    const [finding] = check('km', 'It was on 30 October 2023.', target)
    expect(finding).toMatchObject({ check: 'dates', severity: 'error', source: [10, 25], target: [3, 30] })
    expect(text('en', finding!.message, finding!.params)).toBe(
      'The English has 30 October 2023, the Khmer has 13 October 2023.',
    )
    expect(text('ja', finding!.message, finding!.params)).toBe(
      '英語では30 October 2023ですが、クメール語では13 October 2023です。',
    )
  })

  it('tells a number of four digits as it is written, and groups the others', () => {
    const told = (source: string, target: string) =>
      check('ja', source, target).map(({ message, params }) => text('en', message, params))
    expect(told('It sent 1624 copies.', '1642部を送りました。')).toEqual([
      'The English has 1624, the Japanese has 1642.',
    ])
    expect(told('It sent 2,024 copies.', '2,042部を送りました。')).toEqual([
      'The English has 2,024, the Japanese has 2,042.',
    ])
  })

  it.each([
    ['ja', 'Two visits were made.', '2回の訪問が行われました。', []],
    ['ja', 'The two countries agreed.', '両国は合意しました。', []],
    ['ja', 'the 70th anniversary', '70周年', []],
    ['ja', 'the 70th anniversary', '71周年', ['numbers error numbers-changed']],
    ['km', 'It cost US$2.3 billion.', 'វាមានតម្លៃ ២,៣ ប៊ីលានដុល្លារ។', []],
    ['km', 'It cost US$2.3 billion.', 'វាមានតម្លៃ ២,៣ លានដុល្លារ។', ['numbers error numbers-changed']],
    ['ja', 'some 1,234,000 people', '約123万4,000人', []],
    ['ja', 'a rise of 5 per cent', '5の上昇', ['numbers error numbers-percent']],
    ['km', 'for five years', 'រយៈពេលប្រាំឆ្នាំ', []],
    ['km', 'for five years', 'សម្រាប់រយៈពេល', ['numbers error numbers-missing']],
    ['ja', 'the first meeting', '第2回会合', ['numbers error numbers-changed']],
    ['ja', 'at 3 p.m.', '午後3時', []],
    ['ja', 'from 2 to 4.30 p.m.', '午前2時から4時30分まで', Array(2).fill('numbers error numbers-changed')],
    ['km', '8:30–11:30 a.m.', 'ម៉ោង ៨:៣០-១១:៣០ រសៀល', Array(2).fill('numbers error numbers-changed')],
    ['ja', 'at 0720 hrs', '19時20分', ['numbers error numbers-changed']],
    ['ja', '6.2 m passengers', '乗客620万人', []],
    ['ja', 'a quarter of a million euros', '25万ユーロ', []],
    ['ja', '1/2 page', '2分の1頁', []],
    ['ja', 'Typhoon Yagi', '台風11号（ヤギ）', []],
    ['ja', 'the “Five-Point Consensus”', '「つのコンセンサス」', ['numbers error numbers-missing']],
    ['ja', 'at 3 p.m.', '午前3時', ['numbers error numbers-changed']],
    ['ja', 'a new school', '37校の新しい学校', ['numbers error numbers-added']],
    ['km', 'Gate 7', 'ច្រកទ្វារលេខ7', ['numbers warning numbers-latin-digits']],
    ['ja', 'from 12 to 14 November 2022', '2022年11月12日から14日まで', []],
    ['ja', 'from 12 to 14 November 2022', '2022年11月12日から15日まで', ['dates error dates-changed']],
    ['km', 'from 2024 to 2028', 'ពីឆ្នាំ២០២៤ ដល់ឆ្នាំ២០២៧', ['dates error dates-changed']],
    ['ja', 'on 3 May', '5月3日（金）に', []],
    ['ja', 'on 17 December 2023', '12月17日に', ['dates warning dates-year']],
    ['ja', 'on 17 December 2023', '2023年12月17日（月）に', ['dates error dates-weekday']],
    ['ja', 'in 2023', '令和6（2023）年に', ['dates error dates-added']],
    ['ja', 'next year', '来年', []],
    ['ja', 'in Meiji 41 (1908)', '明治41年に', []],
    ['ja', 'in Reiwa 5', '令和6年に', ['dates error dates-changed']],
    ['km', 'on 5 May', 'នៅថ្ងៃទី៥ ឧសភា', []],
    ['km', 'on 5 May', 'នៅថ្ងៃទី៦ ឧសភា', ['dates error dates-changed']],
    ['ja', 'Tel. (855) 23 224 973', '電話：（855）23-224-973', []],
    ['ja', 'Tel. (855) 23 224 973', '電話：（855）23-224-937', ['numbers error numbers-changed']],
    ['km', 'Call +855 12 888 415', 'ទូរសព្ទ +855 12 888 415', []],
    ['ja', 'a grant of US$2 million', '200万円の無償資金', ['numbers error numbers-currency']],
    ['km', 'a fine of 500 riels', 'ពិន័យ ៥០០', ['numbers error numbers-currency']],
    ['ja', 'a fee of $5', '5米ドルの手数料', []],
    ['ja', '17 provinces and 230 families', '230州、17世帯', ['numbers warning numbers-swapped']],
    ['km', 'fell from 186 to 41', 'ថយចុះពី ៤១ មក ១៨៦', ['numbers warning numbers-swapped']],
    ['ja', 'more than half of the budget', '予算の半分以上', []],
    ['ja', 'more than half of the budget', '予算の4分の1以上', ['numbers error numbers-changed']],
    ['ja', 'for three and a half years', '3年半にわたり', []],
    ['km', 'at 5.30 p.m.', 'នៅម៉ោង ៥ កន្លះល្ងាច', []],
    ['ja', 'It yields 80 MW.', '出力は8万キロワットです。', []],
    ['ja', 'It yields 80 MW.', '出力は9万キロワットです。', ['numbers error numbers-changed']],
    ['km', 'It yields 80 MW.', 'ផលិតបាន ៨០ គីឡូវ៉ាត់។', ['numbers error numbers-unit']],
    ['ja', 'for six months', '半年間', []],
    ['ja', 'some 9 in 10 homes', '約9割の家庭', []],
    [
      'ja',
      'some 9 in 10 homes',
      '約8割の家庭',
      ['numbers error numbers-changed', 'numbers error numbers-missing'],
    ],
    ['ja', '8.2 Mt of cement', 'セメント820万トン', []],
    ['km', 'the class of ’97', 'និស្សិតជំនាន់ឆ្នាំ១៩៩៧', []],
    ['ja', 'at a quarter to nine', '8時45分に', []],
    ['ja', 'at a quarter to nine', '9時45分に', ['numbers error numbers-changed']],
    ['ja', 'from January to September', '1～9月に', []],
    ['ja', 'from January to September', '1～8月に', ['dates error dates-changed']],
    ['ja', 'by B.E. 2570 (2026/27)', '仏暦2571年（2026/27年）までに', ['dates error dates-changed']],
  ] as const)('%s: %s / %s', (target, source, translation, expected) => {
    expect(found(check(target, source, translation))).toEqual(expected)
  })
})

describe('names and honorifics', () => {
  it.each([
    ['km', 'HUN Sen', 'ហ៊ុន សែន', []],
    ['ja', 'HUN Sen', 'HUN Sen首相', ['names error names-latin']],
    ['ja', 'HUN Sen', '首相（HUN Sen）', ['names error names-missing']],
    ['ja', 'Minister KAMIKAWA Yoko', '上川大臣', []],
    ['ja', 'Minister KAMIKAWA Yoko', '上川洋子大臣', ['names error names-differs']],
    ['ja', 'SOK Chenda Sophea', 'ソク・チェンダ・ソピア', ['names error terms-forbidden']],
    ['km', 'Her Excellency KAMIKAWA Yoko', 'លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ', []],
    ['km', 'Her Excellency KAMIKAWA Yoko', 'ឯកឧត្តម កាមិកាវ៉ា យ៉ូកុ', ['names error names-honorific']],
    ['km', 'Her Excellency KAMIKAWA Yoko', 'កាមិកាវ៉ា យ៉ូកុ', ['names error names-honorific-missing']],
    ['km', 'H.E. PRAK Sokhonn', 'ឯកឧត្តម PRAK Sokhonn', ['names error names-latin']],
    ['ja', 'H.E. Mr. Derek Yip came.', '大使が訪れました。', ['names warning names-dropped']],
    ['ja', 'H.E. Mr. Derek Yip came.', 'デレク・イップ氏が訪れました。', []],
    ['km', 'H.E. Mr. Derek Yip came.', 'ឯកឧត្តម ដេរ៉េក យីប បានអញ្ជើញមក។', []],
    ['km', 'H.E. Mr. Derek Yip came.', 'ឯកឧត្តម បានអញ្ជើញមក។', ['names warning names-dropped']],
    ['ja', 'Mr. Ichiro Suzuki came.', '鈴木一朗氏が訪れました。', []],
    ['ja', 'Samdech HUN Sen', 'フン・セン閣下', ['names error names-honorific']],
    ['ja', 'Samdech HUN Sen', 'サムデック・フン・セン', []],
    ['ja', 'Mr. Em Sam An left.', 'Em Sam An氏は退任しました。', ['names warning names-latin']],
    ['ja', 'Mr. Em Sam An left.', 'エム・サム・アン（Em Sam An）氏は退任しました。', []],
  ] as const)('%s: %s / %s', (target, source, translation, expected) => {
    expect(found(check(target, source, translation))).toEqual(expected)
  })

  it('knows a person’s sex from elsewhere in the document', () => {
    const segments = [
      { source: 'Her Excellency KAMIKAWA Yoko spoke.', target: 'លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ បានថ្លែង។' },
      { source: 'H.E. KAMIKAWA Yoko left.', target: 'ឯកឧត្តម កាមិកាវ៉ា យ៉ូកុ បានចាកចេញ។' },
    ]
    const [finding] = check('km', '', '', { segments })
    expect(finding).toMatchObject({ segment: 1, message: 'checks:names-honorific', fix: { text: 'លោកជំទាវ' } })
    expect(mended(segments[1]!.target, finding!)).toBe('លោកជំទាវ កាមិកាវ៉ា យ៉ូកុ បានចាកចេញ។')
  })
})

describe('terms', () => {
  it.each([
    ['ja', 'Comprehensive Strategic Partnership', '包括的戦略的パートナーシップ', []],
    [
      'ja',
      'Comprehensive Strategic Partnership',
      '総合戦略パートナーシップ',
      ['terms error terms-forbidden'],
    ],
    ['ja', 'Comprehensive Strategic Partnership', '包括的戦略的連携', ['terms warning terms-differs']],
    ['ja', 'Comprehensive Strategic Partnership', '良好な関係', ['terms error terms-missing']],
    ['ja', 'a fruitful meeting', '実りある会合', []],
    ['km', 'a trip to Tokyo', 'ដំណើរទៅកាន់តូក្យូ', []],
    ['km', 'a trip to Tokyo', 'ដំណើរទៅកាន់អូសាកា', ['terms error terms-missing']],
    ['ja', 'It may rain in May.', '5月は雨かもしれません。', []],
  ] as const)('%s: %s / %s', (target, source, translation, expected) => {
    expect(found(check(target, source, translation))).toEqual(expected)
  })

  it('gives no more than a warning for a candidate', () => {
    const concept: Concept = {
      id: 'c1',
      kind: 'organisation',
      status: 'candidate',
      terms: [
        { locale: 'en', text: 'Mine Action Authority', status: 'preferred' },
        { locale: 'ja', text: '地雷対策庁', status: 'preferred' },
        { locale: 'ja', text: '地雷局', status: 'forbidden' },
      ],
    }
    const of = (translation: string) =>
      found(check('ja', 'Mine Action Authority', translation, { concepts: [concept] }))
    expect(of('地雷対策庁')).toEqual([])
    expect(of('政府')).toEqual(['terms warning terms-missing'])
    expect(of('地雷局')).toEqual(['terms warning terms-forbidden'])
  })
})

describe('form', () => {
  it.each([
    ['km', 'Hello.', '  ', ['empty error empty']],
    [
      'ja',
      'Both sides signed the agreement.',
      'Both sides signed the agreement.',
      ['untranslated error untranslated-all'],
    ],
    ['ja', 'Growth was strong.', '成長はstrongでした。', ['untranslated warning untranslated-word']],
    ['km', 'Growth was strong.', 'កំណើនខ្លាំង แรง។', ['untranslated error untranslated-script']],
    ['ja', 'They agreed to it.', '双方就此達成一致並簽署協議。', ['untranslated error untranslated-script']],
    ['ja', 'They agreed to it.', '双方はこれに合意しました。', []],
    ['ja', 'See **this** now.', 'これをご覧ください。', ['markup error markup-bold']],
    ['ja', 'See **this** now.', '**これをご覧ください。', ['markup error markup-unpaired']],
    ['ja', 'See [it](https://a.kh/x).', 'ご覧ください。', ['markup error markup-link']],
    ['km', 'It is done.', 'បានបញ្ចប់', ['punctuation warning punctuation-end']],
    ['km', 'It is now done.', 'ឥឡូវបានបញ្ចប់.', ['punctuation warning punctuation-khan']],
    ['ja', 'It is (now) done.', '現在（完了しました。', ['punctuation error punctuation-unpaired']],
    ['ja', 'A “good” plan', '良い計画', ['punctuation warning punctuation-quotes']],
    ['ja', '“Yes,” he said, “we can.”', '「はい、できます」と述べました。', []],
    ['ja', 'Area: 5 sq. km (2021).', '面積：5平方キロメートル（2021年）', []],
    [
      'ja',
      'The area was measured in 2021.',
      '面積は2021年に測定されました',
      ['punctuation warning punctuation-end'],
    ],
    ['km', 'H.E. the Minister spoke today.', 'ឯ.ឧ. រដ្ឋមន្ត្រី បានថ្លែងនៅថ្ងៃនេះ។', []],
    ['km', 'the people', 'ប្រជាពលរដ្ឋា្', ['khmer-unicode error khmer-unicode-dangling-coeng']],
    ['ja', 'Cambodia', 'ｶﾝﾎﾞｼﾞｱ', ['japanese-typography error japanese-half-katakana']],
    ['ja', 'in 2023 and 2024', '2023年及び２０２４年', ['japanese-typography warning japanese-digit-width']],
    ['ja', '(1) the 2nd meeting in 2023', '（１）2023年の第２回会合', []],
    ['km', 'the people', 'ប្រជា\u200dពលរដ្ឋ', ['khmer-unicode warning khmer-unicode-invisible']],
    ['ja', 'the ASEAN community', 'この ASEAN共同体', ['whitespace warning whitespace-latin']],
    ['km', 'It is done.', 'បានបញ្ចប់ ។', ['whitespace warning whitespace-before']],
    ['ja', 'the agreement', '協定協定', ['repeated-words warning repeated-words']],
    [
      'ja',
      'The plan is ready.',
      'Here is the translation: 計画は完成しました。',
      ['untranslated error untranslated-part', 'added-text error added-remark'],
    ],
  ] as const)('%s: %s / %s', (target, source, translation, expected) => {
    expect(found(check(target, source, translation)).filter((one) => !one.startsWith('length'))).toEqual(
      expected,
    )
  })

  it.each([
    ['ja', 'Cambodia', 'ｶﾝﾎﾞｼﾞｱ', 'カンボジア'],
    ['km', 'the gate 7', 'ច្រកទ្វារលេខ**7**', 'ច្រកទ្វារលេខ**៧**'],
    ['km', 'It is now done.', 'ឥឡូវបានបញ្ចប់.', 'ឥឡូវបានបញ្ចប់។'],
    ['km', 'a phone', 'ហ៊្វូន', 'ហ្វ៊ូន'],
    ['ja', 'the agreement', '協定協定', '協定'],
  ] as const)('%s: mends %s / %s', (target, source, translation, better) => {
    const [finding] = check(target, source, translation).filter(({ fix }) => fix)
    expect(mended(translation, finding!)).toBe(better)
  })

  it('sees that one source has two translations', () => {
    const segments = [
      { source: 'The meeting is open to the press.', target: '会合は報道陣に公開されます。' },
      { source: 'The meeting is open to the press.', target: '会議は記者に開かれています。' },
    ]
    expect(check('ja', '', '', { segments })).toMatchObject([
      { segment: 1, check: 'consistency', params: { other: 1 } },
    ])
  })

  it('sees that a sentence is missing', () => {
    const source =
      'The ceremony was broadcast live on television. About 1,300 people followed it from the square outside.'
    expect(found(check('ja', source, '式典はテレビで生中継され、約1,300人が見守りました。'))).toEqual([
      'length warning length-sentences',
    ])
    expect(
      found(
        check(
          'ja',
          source,
          '式典はテレビで生中継され、約1,300人の人々が会場の外の広場でこれを見守りました。',
        ),
      ),
    ).toEqual([])
  })

  it('sees it where another was split in two at a semicolon', () => {
    const first = 'Entry fees rise from US$30 to US$35 on 1 July; children under 12 pay half.'
    const both = `${first} The Ministry of Tourism also asks all hotels to tell their guests in good time.`
    const translation = '入場料は7月1日から30米ドルから35米ドルに上がります。12歳未満の児童は半額です。'
    expect(found(check('ja', first, translation))).toEqual([])
    expect(found(check('ja', both, translation))).toEqual(['length warning length-sentences'])
  })

  it('sees a sentence that was added to a single clause', () => {
    const source = 'The Director-General chaired the weekly briefing for foreign correspondents.'
    const translation = '局長は外国特派員向けの定例ブリーフィングを主宰しました。'
    expect(found(check('ja', source, translation))).toEqual([])
    expect(found(check('ja', source, `${translation}多くの質問が寄せられました。`))).toEqual([
      'added-text warning added-sentence',
    ])
  })

  it('sees what is far too short', () => {
    const source =
      'The Ministry will continue to work closely with all partners to implement the national plan in every province.'
    expect(found(check('ja', source, '計画を実施します。'))).toEqual(['length warning length-short'])
  })
})

it('has a message for every finding in every language', () => {
  const messages = new Set<string>()
  const broken = ['7 ｶ（ おお strong, . **', 'កាា ៕ ក ក. "ក" 7 strong']
  for (const target of ['ja', 'km'] as const)
    for (const translation of broken)
      for (const finding of check(
        target,
        'HUN Sen met 9 “friends” on 3 May 2023 in Tokyo, strong.',
        translation,
      )) {
        messages.add(finding.message)
        for (const locale of locales)
          expect(text(locale, finding.message, finding.params)).not.toMatch(/checks:|\{\{|\$t/)
      }
  expect(messages.size).toBeGreaterThan(8)
})
