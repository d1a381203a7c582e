import { locales } from '../src/language/model.ts'
import { startWorking } from '../src/process.ts'
import { editionsOf } from '../src/publishing/model.ts'
import { renderEdition } from '../src/publishing/render.ts'
import { figure, median, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { openOffice } from './support/office.ts'
import { documentOf, publishable } from './support/release.ts'

const rounds = 9

/** What nobody can do without: reading the release and rendering its six editions, called directly. */
const renderDirectly = async (n: number): Promise<void> => {
  const document = await documentOf(n)
  for (const edition of editionsOf([...locales])) await renderEdition(document, edition)
}

export const benchmark: Benchmark = {
  title: 'from submission to all artifacts of one release',
  async run() {
    const office = await openOffice({})
    const working = await startWorking(office.deps, ['translate', 'review', 'render'])
    try {
      const seen: Record<string, number>[] = []
      for (let n = 0; n <= rounds; n++) {
        const direct = await time(() => renderDirectly(1000 + n))
        const start = performance.now()
        const { submitted, opened, decided, rendered } = await publishable(office, n)
        // The first release meets cold caches.
        if (n === 0) continue
        seen.push({
          'take in: parse, segment, store': submitted - start,
          'draft two languages, check, open three reviews': opened - submitted,
          'complete and approve (a script in place of people)': decided - opened,
          'render six editions in four files': rendered - decided,
          'all but the people': rendered - decided + (opened - start),
          'bare minimum: parse and render the same six, called directly': direct,
        })
      }
      const medians = Object.keys(seen[0]!).map((stage) => ({
        stage,
        ms: median(seen.map((one) => one[stage]!)),
      }))
      const minimum = medians.at(-1)!.ms
      return {
        rows: medians.map(({ stage, ms }) => ({
          stage,
          ms: figure(ms),
          'of the minimum': figure(ms / minimum),
        })),
        how:
          `Medians of ${rounds} releases of some 450 words after one to warm up, one after the other; none shares a ` +
          'paragraph with another. Queue and database are Postgres; all stages run in one process, so that the ' +
          'first editions are rendered while a script still completes and approves the others; looked at every 20 ms.',
      }
    } finally {
      await working.close()
      await office.close()
    }
  },
}
