import { setTimeout as sleep } from 'node:timers/promises'
import { invite } from '../../src/accounts/invite.ts'
import type { Grant } from '../../src/accounts/permissions.ts'
import type { Client } from '../../src/cli/demo/client.ts'
import { ApiProblem } from '../../src/cli/remote/server.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import type { Office } from './office.ts'
import { bringAbout, enter } from './persistence.ts'
import type { Processes } from './processes.ts'
import type { Random } from './random.ts'
import { releaseText, translationOf } from './release.ts'

const lists = [
  { slug: 'khmer', edition: ['en', 'km'], first: 0 },
  { slug: 'japanese', edition: ['en', 'ja'], first: 16 },
] as const
const subscribersOf = (first: number) =>
  Array.from({ length: 20 }, (_, i) => ({
    email: `reader${first + i}@reader.example`,
    locale: 'en' as const,
  }))
/** On the two lists together; four are on both. */
export const recipients = 36

/** People of the office, over HTTP; the server dies under their hands now and then. */
export const openHttpTeam = async ({ deps }: Office, random: Random, processes: Processes) => {
  const somebody = async (name: string, ...grants: Grant[]): Promise<Client> => {
    const client = await enter(() => invite(deps, grants), name)
    return {
      ...client,
      call: async <T>(...[method, path, body]: Parameters<Client['call']>) => {
        const answer = client.call<T>(method, path, body)
        if (method !== 'GET' && random.once(6)) {
          await sleep(random.between(0, 15))
          processes.kill('web')
        }
        return answer
      },
    }
  }
  const inEach = (role: 'translator' | 'reviewer', ...of: Locale[]) => of.map((locale) => ({ role, locale }))
  const team = {
    officer: await somebody('officer', { role: 'press-officer', locale: null }),
    publisher: await somebody('publisher', { role: 'publisher', locale: null }),
    translator: await somebody('translator', ...inEach('translator', 'km', 'ja')),
    reviewer: await somebody('reviewer', ...inEach('reviewer', ...locales)),
  }
  const { id } = await deps.db
    .selectFrom('person')
    .select('id')
    .where('name', '=', 'publisher')
    .executeTakeFirstOrThrow()
  for (const { slug, edition, first } of lists) {
    await createList(deps, id, { slug, name: slug })
    await subscribe(deps, id, slug, [...edition], subscribersOf(first))
  }
  return team
}

interface Translation {
  status: string
  contentSha256: string
  segments: { id: string; source: string; target: string; version: number }[]
}

/** What people do for one release, from its submission until it has been sent. */
export const takeThrough = async (
  { officer, publisher, translator, reviewer }: Awaited<ReturnType<typeof openHttpTeam>>,
  slug: string,
  title: string,
) => {
  const path = `/api/releases/${slug}`
  await bringAbout(
    `${slug} is submitted`,
    () =>
      officer.call('GET', path).then(
        () => true,
        (error) => {
          if (error instanceof ApiProblem && error.code === 'release-unknown') return false
          throw error
        },
      ),
    () => officer.call('POST', '/api/releases', { text: releaseText(title), slug, locales: ['km', 'ja'] }),
  )
  for (const locale of locales) {
    const translation = `${path}/translations/${locale}`
    const look = (client: Client) => client.call<Translation>('GET', translation)
    const open = ({ segments }: Translation) => segments.filter(({ target }) => target === '')
    await bringAbout(
      `${slug} is translated into ${locale}`,
      async () => {
        const seen = await look(translator)
        return seen.status === 'in-review' && open(seen).length === 0
      },
      async () => {
        const seen = await look(translator)
        const edits = open(seen).map(({ id, source, version }) => ({
          segmentId: id,
          version,
          text: translationOf(source, locale),
        }))
        if (edits.length > 0 && seen.status === 'in-review')
          await translator.call('PATCH', `${translation}/segments`, { edits })
      },
    )
    await bringAbout(
      `${slug} is approved in ${locale}`,
      async () => (await look(reviewer)).status === 'approved',
      async () => {
        const { contentSha256 } = await look(reviewer)
        await reviewer.call('POST', `${translation}/approval`, { contentSha256 })
      },
    )
  }
  await bringAbout(`${slug} is rendered`, async () => {
    const { editions } = await officer.call<{ editions: { status: string }[] }>('GET', path)
    return editions.every(({ status }) => status === 'rendered')
  })
  const dispatches = () => publisher.call<{ id: string; status: string }[]>('GET', `${path}/dispatches`)
  await bringAbout(
    `${slug} is ordered to be sent`,
    async () => (await dispatches()).length > 0,
    () => publisher.call('POST', `${path}/dispatches`, { lists: lists.map((list) => list.slug) }),
  )
  await bringAbout(`${slug} is sent`, async () =>
    (await dispatches()).every(({ status }) => status === 'completed'),
  )
}
