import { describe, expect, it } from 'vitest'
import { editionName, editionsOf, parseEdition } from '../../src/publishing/model.ts'

describe('editions', () => {
  it('are each locale alone, the source with each other, and all', () => {
    const names = (locales: Parameters<typeof editionsOf>[0]) => editionsOf(locales).map(editionName)
    expect(names(['en', 'km', 'ja'])).toEqual(['en', 'km', 'ja', 'en+km', 'en+ja', 'en+km+ja'])
    expect(names(['km', 'en'])).toEqual(['en', 'km', 'en+km'])
    expect(names(['en'])).toEqual(['en'])
    expect(names(['km', 'ja'])).toEqual(['km', 'ja', 'km+ja'])
  })

  it('are read back from their names', () => {
    for (const edition of editionsOf(['en', 'km', 'ja']))
      expect(parseEdition(editionName(edition))).toEqual(edition)
  })

  it.each(['', 'fr', 'en+', 'en+en', 'EN', 'en,km'])('are refused by a name like %j', (name) => {
    expect(() => parseEdition(name)).toThrow(expect.objectContaining({ code: 'edition-unknown' }))
  })
})
