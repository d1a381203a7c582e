import { publishRelease } from '../../src/newsroom/publish.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { type Office, until } from './office.ts'
import { approveAs, openTeam, publishable, releaseText, submit, translate } from './release.ts'

/** A release that is rendered in all languages, and not public yet. Needs nothing at work. */
export const ready = async (office: Office, more: Parameters<typeof submit>[2] = {}) => {
  await office.work('translate', 'review', 'render')
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests', ...more })
  await publishable(office, team, 'guests')
  return team
}

/** The same, published. */
export const published = async (office: Office, more: Parameters<typeof submit>[2] = {}) => {
  const team = await ready(office, more)
  await publishRelease(office.deps, team.publisher.id, 'guests')
  return team
}

/** Takes a second revision in, with a sentence less, and has it approved in English and Khmer. */
export const revised = async (office: Office, team: Awaited<ReturnType<typeof ready>>) => {
  const text = releaseText('Guests').replace(' Both sides agreed to meet again.', '')
  await reviseRelease(office.deps, team.officer.id, 'guests', { text })
  await approveAs(office, team.reviewer, 'guests', 'en')
  await translate(office, team.translator, 'guests', 'km')
  await approveAs(office, team.reviewer, 'guests', 'km')
  await until(async () => {
    const { count } = await office.deps.db
      .selectFrom('edition as e')
      .innerJoin('revision as r', 'r.id', 'e.revision_id')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('r.number', '=', 2)
      .where('e.status', '=', 'rendered')
      .executeTakeFirstOrThrow()
    return count === 3
  }, 'the second revision is rendered in English, Khmer and both')
}

/** Asks as somebody whom nobody knows. */
export const stranger =
  ({ app }: Office) =>
  (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { accept: 'text/html', ...headers } })
