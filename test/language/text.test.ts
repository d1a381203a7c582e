import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWidth, toKhmerDigits, toLocalDigits } from '../../src/language/digits.ts'
import {
  hasHalfKatakana,
  toFullWidth,
  toHalfWidth,
  widenKatakana,
} from '../../src/language/japanese-width.ts'
import {
  findCapitalNames,
  findHonorifics,
  khmerHonorific,
  officialName,
  splitName,
} from '../../src/language/names.ts'
import { findTimes, sameTime } from '../../src/language/times.ts'

describe('widths and digits', () => {
  it('folds without moving anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldWidth(text).length === text.length))
    expect(foldWidth('ＡＳＥＡＮ　２０２３　២០២៣')).toBe('ASEAN 2023 2023')
  })

  it('writes digits of the locale', () => {
    expect(toKhmerDigits('2024')).toBe('២០២៤')
    expect(toLocalDigits('２០2', 'ja')).toBe('202')
    expect(toLocalDigits('２០2', 'km')).toBe('២០២')
  })

  it('turns widths both ways and widens katakana with its sound marks', () => {
    expect(toHalfWidth(toFullWidth('ASEAN 2023'))).toBe('ASEAN 2023')
    expect(widenKatakana('ｶﾝﾎﾞｼﾞｱ｡')).toBe('カンボジア。')
    expect([hasHalfKatakana('ｶ'), hasHalfKatakana('カ')]).toEqual([true, false])
  })
})

describe('names', () => {
  it('knows the family name by its capitals', () => {
    expect(findCapitalNames('H.E. SOK Chenda Sophea and KAMIKAWA Yoko of ASEAN')).toMatchObject([
      { family: 'SOK', given: 'Chenda Sophea' },
      { family: 'KAMIKAWA', given: 'Yoko' },
    ])
    expect(splitName('Samdech Akka Moha Sena Padei Techo HUN Sen')).toEqual({ family: 'HUN', given: 'Sen' })
    expect(splitName('Yoko Kamikawa')).toEqual({ family: 'Kamikawa', given: 'Yoko' })
    expect(officialName({ family: 'Kamikawa', given: 'Yoko' })).toBe('KAMIKAWA Yoko')
  })

  it('knows honorifics with rank and sex', () => {
    const read = (text: string, locale: 'en' | 'km') =>
      findHonorifics(text, locale).map(({ rank, gender }) => `${rank} ${gender}`)
    expect(read('Her Excellency X, H.E. Mr. Y, H.E. Z, Samdech Techo, Ms. V', 'en')).toEqual([
      'excellency female',
      'excellency male',
      'excellency unknown',
      'samdech unknown',
      'plain female',
    ])
    expect(read('លោកជំទាវ ក ឯកឧត្តម ខ សម្តេច គ លោកស្រី ឃ លោក ង', 'km')).toEqual([
      'excellency female',
      'excellency male',
      'samdech unknown',
      'plain female',
      'plain male',
    ])
    expect(khmerHonorific('excellency', 'female')).toBe('លោកជំទាវ')
  })
})

describe('times of day', () => {
  it.each([
    ['3:30 p.m.', 'ម៉ោង ៣:៣០ រសៀល', '午後3時半'],
    ['9 a.m.', 'ម៉ោង៩ព្រឹក', '午前9時'],
    ['15:30', 'ម៉ោង ១៥:៣០', '15時30分'],
    ['1400 hours', 'ម៉ោង ២រសៀល', '14時'],
  ])('reads %s alike in three languages', (en, km, ja) => {
    const [[a], [b], [c]] = [findTimes(en, 'en'), findTimes(km, 'km'), findTimes(ja, 'ja')]
    expect([sameTime(a!, b!), sameTime(a!, c!)]).toEqual([true, true])
  })

  it('tells morning from afternoon where the text does', () => {
    expect(sameTime(findTimes('3 p.m.', 'en')[0]!, findTimes('午前3時', 'ja')[0]!)).toBe(false)
    expect(findTimes('3時間', 'ja')).toEqual([])
  })
})
