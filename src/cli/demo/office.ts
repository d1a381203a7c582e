import { randomBytes } from 'node:crypto'
import type { Grant } from '../../accounts/permissions.ts'
import { bringIn, type Client, join } from './client.ts'

const grant = (role: Grant['role'], locale: Grant['locale'] = null): Grant => ({ role, locale })

/** A small press office, made up. Translators may review too, so that only the four-eyes rule keeps them from their own text. */
const people = {
  officer: { name: 'Chan Maly', grants: [grant('press-officer')] },
  publisher: { name: 'Keo Vannak', grants: [grant('publisher')] },
  reviewerEn: { name: 'Anne Weber', grants: [grant('reviewer', 'en')] },
  translatorKm: { name: 'Nuon Dara', grants: [grant('translator', 'km'), grant('reviewer', 'km')] },
  reviewerKm: { name: 'Pich Sophal', grants: [grant('reviewer', 'km')] },
  translatorJa: { name: '中村 さくら', grants: [grant('translator', 'ja'), grant('reviewer', 'ja')] },
  reviewerJa: { name: '高橋 健', grants: [grant('reviewer', 'ja')] },
} satisfies Record<string, { name: string; grants: Grant[] }>

export type Office = Record<keyof typeof people | 'administrator', Client>

const localeOf = { translatorKm: 'km', reviewerKm: 'km', translatorJa: 'ja', reviewerJa: 'ja' } as Record<
  string,
  string
>

/** Has the administrator come in by the first link and bring everybody else in; each with a password that nobody knows, or one for all. */
export const openOffice = async (firstInvitation: string, password?: string): Promise<Office> => {
  const newcomer = (id: string, name: string) => ({
    name,
    email: `${id.toLowerCase()}@office.example`,
    password: password ?? randomBytes(16).toString('base64url'),
    locale: localeOf[id] ?? 'en',
  })
  const administrator = await join(firstInvitation, newcomer('administrator', 'Sam Rith'))
  const others = await Promise.all(
    Object.entries(people).map(
      async ([id, { name, grants }]): Promise<[string, Client]> => [
        id,
        await bringIn(administrator, newcomer(id, name), grants),
      ],
    ),
  )
  return { administrator, ...Object.fromEntries(others) } as Office
}

const givenNames = [
  'Bopha',
  'Chanthou',
  'Emi',
  'Hugo',
  'Ines',
  'Kenji',
  'Lina',
  'Marc',
  'Nary',
  'Oudom',
  'Pisey',
  'Rin',
  'Sok',
]

/** 25 made-up subscribers: 13 on each list, one of them on both. */
export const lists = [
  { slug: 'english-khmer', name: 'Press, English and Khmer', edition: ['en', 'km'], first: 0 },
  { slug: 'english-japanese', name: 'Press, English and Japanese', edition: ['en', 'ja'], first: 12 },
].map(({ first, ...list }) => ({
  ...list,
  subscribers: givenNames.map((_, i) => {
    const number = first + i
    const name = givenNames[number % givenNames.length]!
    return {
      email: `${name.toLowerCase()}.${number + 1}@reader.example`,
      name: `${name} (reader ${number + 1})`,
      locale: 'en',
    }
  }),
}))
