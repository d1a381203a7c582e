import { beforeEach, describe, expect, it } from 'vitest'
import { firstInvitation } from '../../src/accounts/invite.ts'
import { findPhrase } from '../../src/translation/concordance.ts'
import { importUnits } from '../../src/translation/memory.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office

beforeEach(async () => {
  office = await openOffice()
  const { db } = office.deps
  await importUnits(db, 'ja', 'elsewhere', [
    { source: 'Her Excellency **KAMIKAWA Yoko** spoke.', target: '**上川陽子**外務大臣が発言しました。' },
    { source: 'Both Ministers met people-to-people groups.', target: '両外相は人的交流団体と会いました。' },
    { source: 'The 50% rule (old) was dropped.', target: '50％の規則は廃止されました。' },
  ])
  await importUnits(db, 'km', 'elsewhere', [
    { source: 'The ministry spoke.', target: 'ក្រសួង\u200bការបរទេស បានថ្លែង។' },
    { source: 'Cambodia spoke.', target: 'កម្ពុជាបានថ្លែង។' },
  ])
})

const find = (locale: 'km' | 'ja', phrase: string, limit = 20) =>
  findPhrase(office.deps.db, locale, phrase, limit)

/** What stands at the places that were found, in source and target. */
const said = async (locale: 'km' | 'ja', phrase: string) =>
  (await find(locale, phrase)).units.map(({ source, target, sourcePlaces, targetPlaces }) => [
    ...sourcePlaces.map((place) => source.slice(...place)),
    ...targetPlaces.map((place) => target.slice(...place)),
  ])

describe('a phrase', () => {
  it.each([
    ['ja', 'kamikawa', ['KAMIKAWA']],
    ['ja', '上川陽子外務大臣', ['上川陽子**外務大臣']],
    ['ja', '外相', ['外相']],
    ['ja', '団', ['団']],
    ['ja', 'people-to-people', ['people-to-people']],
    ['ja', '50% rule (old)', ['50% rule (old)']],
    ['km', 'ក្រសួងការបរទេស', ['ក្រសួង\u200bការបរទេស']],
    ['km', 'ក្រ', ['ក្រ']],
    ['km', 'កម្ពុជា', ['កម្ពុជា']],
    ['km', 'Ministry  spoke', ['ministry spoke']],
  ] as const)('is found in %s: %s', async (locale, phrase, wanted) => {
    expect(await said(locale, phrase)).toEqual([wanted])
  })

  it('that stands nowhere is not found, and signs mean themselves', async () => {
    for (const phrase of ['東京', '%', '_', '\\', '.+', '**', '\u200b'])
      expect((await find('km', phrase)).units).toEqual([])
    expect(await said('ja', '%')).toEqual([['%']])
  })

  it('is shown newest first, and it is said where there are more', async () => {
    const sources = Array.from({ length: 8 }, (_, i) => ({ source: `Point ${i}.`, target: `ចំណុច ${i}។` }))
    for (const pair of sources) await importUnits(office.deps.db, 'km', 'elsewhere', [pair])
    const { units, isComplete } = await find('km', 'point', 3)
    expect(units.map(({ source }) => source)).toEqual(['Point 7.', 'Point 6.', 'Point 5.'])
    expect(isComplete).toBe(false)
    expect((await find('km', 'point', 8)).isComplete).toBe(true)
  })

  it('is found among older units too', async () => {
    const many = Array.from({ length: 5100 }, (_, i) => ({ source: `Filler ${i}`, target: `បំពេញ ${i}` }))
    await importUnits(office.deps.db, 'ja', 'more', many)
    expect(await said('ja', '上川陽子')).toEqual([['上川陽子']])
    expect(await find('ja', '上川陽子')).toMatchObject({ isComplete: true })
    expect(await said('ja', '外相')).toEqual([['外相']])
  })

  it('is asked for over HTTP by who is signed in, within bounds', async () => {
    const ask = (query: string, authorization?: string) =>
      office.app.inject({
        url: `/api/memory/concordance?${query}`,
        ...(authorization && { headers: { authorization } }),
      })
    const q = encodeURIComponent('外相')
    expect((await ask(`locale=ja&q=${q}`)).statusCode).toBe(401)
    const token = await signIn()
    expect((await ask(`locale=ja&q=${q}`, token)).json()).toMatchObject({
      units: [{ target: '両外相は人的交流団体と会いました。', sourcePlaces: [], targetPlaces: [[1, 3]] }],
      isComplete: true,
    })
    for (const query of [
      `locale=en&q=${q}`,
      'locale=ja&q=',
      `locale=ja&q=${'a'.repeat(201)}`,
      'locale=ja&q=a%00',
      `locale=ja&q=a&limit=101`,
    ])
      expect([query, (await ask(query, token)).statusCode]).toEqual([query, 400])
  })
})

/** The administrator, who came in by the first invitation. */
const signIn = async (): Promise<string> => {
  const invitation = new URL((await firstInvitation(office.deps))!)
  const credentials = { email: 'admin@office.example', password: 'a long enough password' }
  const post = (url: string, payload: object) =>
    office.app.inject({ method: 'POST', url, payload, headers: { origin: invitation.origin } })
  const accepted = { token: invitation.searchParams.get('token'), name: 'Admin', ...credentials }
  expect((await post('/api/invitations/acceptance', accepted)).statusCode).toBeLessThan(300)
  const { headers } = await post('/api/auth/sign-in/email', credentials)
  return `Bearer ${headers['set-auth-token']}`
}
