/**
 * A call that does the work of many: those that come while one is under way are done together by the next, so that the
 * database is asked as often as it answers and no oftener. Nobody waits for company.
 * @param run does all of it and answers in the order asked; where it throws, each of them has failed
 */
export const together = <Asked, Answer>(run: (all: Asked[]) => Promise<Answer[]>) => {
  let waiting: { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  let running = false
  const work = async () => {
    // Whoever asks in the same moment goes along.
    await null
    while (waiting.length > 0) {
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
      if (running) return
      running = true
      void work()
    })
}
