import { Command } from 'commander'
import type { Answer } from '../http/json.ts'
import type { listDispatches } from '../mailing/dispatch.ts'
import type { getRelease, listReleases } from '../releases/queries.ts'
import { moment, print, tableOf } from './remote/print.ts'
import { ApiProblem, serverOfSettings } from './remote/server.ts'

type Release = Answer<typeof getRelease>
type Dispatch = Answer<typeof listDispatches>[number]

/** How far a text is: its status, and how many of its segments have words. */
const progress = ({ status, segments, open }: { status: string; segments: number; open: number }) =>
  `${status} ${segments - open}/${segments}`

const tellAll = (releases: Answer<typeof listReleases>) =>
  tableOf(
    ['release', 'status', 'languages', 'due', 'embargo'],
    releases.map(({ slug, status, translations, dueAt, embargoAt }) => [
      slug,
      status,
      translations.map((each) => `${each.locale} ${progress(each)}`).join(', '),
      moment(dueAt),
      moment(embargoAt),
    ]),
  )

const tellOne = ({ dispatches, ...release }: Release & { dispatches: Dispatch[] }) =>
  [
    `${release.title} (revision ${release.revision}, ${release.status})`,
    ...(release.dueAt ? [`due ${moment(release.dueAt)}`] : []),
    ...(release.embargoAt ? [`not before ${moment(release.embargoAt)}`] : []),
    tableOf(
      ['language', 'progress', 'errors', 'with', 'approved by'],
      release.translations.map(({ locale, errors, people, approval, ...each }) => [
        locale,
        progress(each),
        String(errors),
        people.map(({ name }) => name).join(', '),
        approval?.by ?? '',
      ]),
    ),
    tableOf(
      ['edition', 'status'],
      release.editions.map(({ name, status }) => [name, status]),
    ),
    ...(dispatches.length > 0
      ? [
          tableOf(
            ['dispatch', 'status', 'to'],
            dispatches.map(({ id, status, lists }) => [id, status, lists.join(', ')]),
          ),
        ]
      : []),
  ].join('\n\n')

export const statusCommand = new Command('status')
  .description('prints where the releases of a running Bayon stand, or one of them in full')
  .argument('[slug]', 'the release')
  .option('--json', 'print the answer as JSON')
  .action(async (slug: string | undefined, { json }: { json?: boolean }) => {
    const server = serverOfSettings()
    if (!slug)
      return print(await server.call<Answer<typeof listReleases>>('GET', '/api/releases'), json, tellAll)
    const path = `/api/releases/${encodeURIComponent(slug)}`
    const release = await server.call<Release>('GET', path)
    const dispatches = await server.call<Dispatch[]>('GET', `${path}/dispatches`).catch((error: unknown) => {
      // Translators and reviewers see no mailing.
      if (error instanceof ApiProblem && error.status === 403) return []
      throw error
    })
    print({ ...release, dispatches }, json, tellOne)
  })
