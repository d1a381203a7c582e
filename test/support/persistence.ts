import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, join } from '../../src/cli/demo/client.ts'
import { ApiProblem } from '../../src/cli/remote/server.ts'

/** Nobody waits longer, in ms: far more than a slow machine needs. */
const PATIENCE = 400_000
/** Between two looks, in ms. */
const PAUSE = 150

/** A dead server (0 where it does not answer at all), or somebody who was quicker: worth another look. All else is a fault. */
const passes = (error: unknown) =>
  error instanceof ApiProblem ? [0, 409, 429, 503].includes(error.status) : error instanceof TypeError

/**
 * Looks, acts where it is not done yet, and looks again until it is: as a person does whose screen goes dead now and
 * then.
 */
export const bringAbout = async (
  what: string,
  isDone: () => Promise<boolean>,
  act: () => Promise<unknown> = async () => {},
): Promise<void> => {
  const end = Date.now() + PATIENCE
  let last: unknown
  while (Date.now() < end) {
    try {
      if (await isDone()) return
      await act()
    } catch (error) {
      if (!passes(error)) throw new Error(`while ${what}`, { cause: error })
      last = error
    }
    await sleep(PAUSE)
  }
  throw new Error(`in vain: ${what}`, { cause: last })
}

/** Signs somebody in by an invitation, however often the server dies. */
export const enter = async (invite: () => Promise<string>, name: string): Promise<Client> => {
  let client: Client | undefined
  await bringAbout(
    `${name} comes in`,
    async () => client !== undefined,
    async () => {
      const email = `${name}.${Date.now()}@office.example`
      client = await join(await invite(), { name, email, password: 'a long password for tests' })
    },
  )
  return client!
}
