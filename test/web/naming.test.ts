import { expect, it } from 'vitest'
import type { Colleague } from '../../src/web/api/types.ts'
import { fitting, namedIn, namingAt } from '../../src/web/screens/editor/naming.ts'

const people = ['SOK Dara', 'SOK Daravuth', 'សុខ ដារ៉ា', '山田花子', 'PICH Rith', 'PICH Rith'].map(
  (name, n): Colleague => ({ id: String(n), name, locale: 'en', grants: [] }),
)
const ids = (found: Colleague[]) => found.map(({ id }) => id)

it('an @ names a colleague, in any script, but not in the middle of an address', () => {
  expect(namingAt('Ask @so', 7)).toEqual({ start: 4, words: 'so' })
  expect(namingAt('確認＠山', 4)).toEqual({ start: 2, words: '山' })
  expect(namingAt('write to press@example.org', 26)).toBeNull()
  expect(namingAt('@one\ntwo', 8)).toBeNull()
  expect(ids(fitting(people, 'dara'))).toEqual(['0', '1'])
  expect(ids(fitting(people, 'ដារ'))).toEqual(['2'])
  expect(ids(fitting(people, '山田'))).toEqual(['3'])
})

it('who is named is whoever has the whole name: of names that begin alike the longest, of the same ones all', () => {
  expect(ids(namedIn(people, 'Ask @SOK Daravuth, please'))).toEqual(['1'])
  expect(ids(namedIn(people, 'Ask @sok dara and @SOK Daravuth'))).toEqual(['1', '0'])
  expect(ids(namedIn(people, '＠山田花子さん、確認してください'))).toEqual(['3'])
  expect(ids(namedIn(people, '@PICH Rith'))).toEqual(['4', '5'])
  expect(namedIn(people, 'SOK Dara said so')).toEqual([])
})
