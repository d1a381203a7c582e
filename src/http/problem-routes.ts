import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal, type RefusalCode, refusals } from '../errors.ts'
import { text } from '../i18n.ts'
import { page, wantsPage } from './page.ts'
import { readerLocale } from './person.ts'
import { problemOf } from './problems.ts'

const isCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)

/** What the `type` of a problem leads to: an explanation of its kind. */
export const problemRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/problems/:code',
    { config: { public: true }, schema: { hide: true, params: z.object({ code: z.string() }) } },
    async (request, reply) => {
      const { code } = request.params
      if (!isCode(code)) throw new Refusal('not-found')
      const locale = readerLocale(request)
      // Without a case at hand, what would be filled in shows as an ellipsis.
      const problem = { ...problemOf(code, locale), detail: text(locale, `errors:${code}`) }
      return wantsPage(request) ? page(request, reply, 'problem', problem) : problem
    },
  )
}
