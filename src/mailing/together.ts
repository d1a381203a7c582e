/** In ms: nothing beside what a message takes to a server that is not in the next room. */
const PATIENCE = 10

/**
 * A call that does the work of many: those that come while one is under way, or within a few ms, are done together by the
 * next, so that the database is asked seldom and for much.
 * @param enough so many do not wait for more
 * @param run does all of it and answers in the order asked; where it throws, each of them has failed
 */
export const together = <Asked, Answer>(enough: number, run: (all: Asked[]) => Promise<Answer[]>) => {
  let waiting: { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  let running = false
  let isEnough = () => {}
  const company = () =>
    new Promise<void>((resolve) => {
      const clock = setTimeout(resolve, PATIENCE)
      isEnough = () => {
        if (waiting.length < enough) return
        clearTimeout(clock)
        resolve()
      }
      isEnough()
    })
  const work = async () => {
    while (waiting.length > 0) {
      await company()
      const all = waiting
      waiting = []
      try {
        const answers = await run(all.map(({ asked }) => asked))
        for (const [n, { resolve }] of all.entries()) resolve(answers[n]!)
      } catch (error) {
        for (const { reject } of all) reject(error)
      }
    }
    running = false
  }
  return (asked: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject })
      isEnough()
      if (running) return
      running = true
      void work()
    })
}
