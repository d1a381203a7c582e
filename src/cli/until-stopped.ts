import { untilAskedToStop } from '../process.ts'

/**
 * Runs until asked to stop, then closes what was opened, the last first; also when opening fails, or is interrupted,
 * half-way.
 * @param open hands each thing that it opened to `opened`
 */
export const untilStopped = async (
  open: (opened: <T extends { close(): Promise<unknown> }>(thing: T) => T) => Promise<void>,
): Promise<void> => {
  const asked = untilAskedToStop()
  const closing: { close(): Promise<unknown> }[] = []
  const opening = open((thing) => {
    closing.unshift(thing)
    return thing
  })
  try {
    const interrupted = await Promise.race([opening.then(() => false), asked.then(() => true)])
    await asked
    // What is still trying to open, a queue that does not answer for one, is not waited for.
    if (interrupted) setTimeout(() => process.exit(), 1000)
  } finally {
    for (const thing of closing) await thing.close()
  }
}
