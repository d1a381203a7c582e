import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { cacheable } from '../http/cacheable.ts'
import { pageHtml } from '../http/page.ts'
import { LocaleName } from '../http/schemas.ts'
import { type Locale, locales } from '../language/model.ts'
import { codesIn, readCode, showCode } from '../publishing/code.ts'
import { localDigits } from '../publishing/typography.ts'
import { type Comparison, compareText, lettersOf } from './compare.ts'
import { publicKeys } from './keys.ts'
import { type PublishedEdition, reasonIn } from './model.ts'
import { findByCode, findByFile, findByTitle } from './queries.ts'
import { asStranger, told } from './site-routes.ts'
import { signedStatement } from './statement.ts'

/** In bytes: a PDF of 10 MB and what a form puts around it. */
const BODY_LIMIT = 10_100_000
/** In UTF-16 code units: 40 pages in three languages. */
const TEXT_LIMIT = 300_000
/** Looks at a file or a text a minute, from one address. */
const CHECKS_A_MINUTE = 30

const open = { public: true } as const

/** What a check came to: a file that is one of those published or is not, or how a text compares. */
type Result = { kind: 'file' | 'unknown-file' | 'unknown-text' | 'unknown-code' | 'nothing' } | Comparison

export const verifyRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const { db, config } = deps
    const { baseUrl } = config

    // A page without scripts sends files as forms do; the form is read by the platform's own reader.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      ['multipart/form-data', 'application/x-www-form-urlencoded'],
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, body),
    )

    const readForm = async ({ headers, body }: FastifyRequest) => {
      try {
        const form = await new Response(new Uint8Array(body as Buffer), {
          headers: { 'content-type': headers['content-type'] ?? '' },
        }).formData()
        const file = form.get('file')
        const text = form.get('text')
        return {
          file: file instanceof Blob && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null,
          text: typeof text === 'string' ? text.slice(0, TEXT_LIMIT).trim() : '',
        }
      } catch (error) {
        throw new Refusal('invalid-request', { detail: 'body' }, { cause: error })
      }
    }

    const page = (
      request: FastifyRequest,
      locale: Locale,
      found: PublishedEdition | null,
      result: Result | null,
    ) => {
      const path = found ? `/verify/${showCode(found.code)}` : '/verify'
      return pageHtml('verify', {
        site: config.mailFrom.name || 'Bayon',
        baseUrl,
        locale,
        result,
        found: found && {
          ...found,
          shown: showCode(found.code),
          number: localDigits(found.revision, locale),
          when: told(found.publishedAt, locale, deps),
          withdrawal: found.withdrawal && {
            at: told(found.withdrawal.at, locale, deps),
            reason: reasonIn(found.withdrawal, locale),
          },
          pdfs: found.files.filter(({ name }) => name.endsWith('.pdf')),
        },
        path,
        alternates: locales.map((one) => ({ locale: one, url: `${path}?lang=${one}` })),
        canonical: `${baseUrl}${path}`,
        anyLanguage: path,
        method: request.method,
      })
    }

    const Language = z.object({ lang: LocaleName.optional().catch(undefined) })

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      lang: Locale | undefined,
      found: PublishedEdition | null,
      result: Result | null = null,
    ) => {
      const locale = lang ?? asStranger(request)
      reply.header('vary', 'accept-language').header('content-language', locale)
      const type = 'text/html; charset=utf-8'
      const body = await page(request, locale, found, result)
      if (request.method === 'POST') return reply.type(type).header('cache-control', 'no-store').send(body)
      return cacheable(request, reply, { type, body })
    }

    app.get(
      '/verify',
      {
        config: open,
        schema: { hide: true, querystring: Language.extend({ code: z.string().max(100).optional() }) },
      },
      async (request, reply) => {
        const { code: written, lang } = request.query
        if (!written) return show(request, reply, lang, null)
        const code = readCode(written)
        if (!code) return show(request, reply, lang, null, { kind: 'unknown-code' })
        return reply.redirect(`/verify/${showCode(code)}${lang ? `?lang=${lang}` : ''}`, 303)
      },
    )

    const Code = z.object({ code: z.string().max(40) })
    const find = async (written: string) => {
      const code = readCode(written)
      return code === null ? null : findByCode(db, code)
    }

    // Of a code that is not public yet, nothing is told but what is told of one that never was.
    app.get(
      '/verify/:code',
      { config: open, schema: { hide: true, params: Code, querystring: Language } },
      async (request, reply) => {
        const found = await find(request.params.code)
        if (!found) reply.code(404)
        return show(request, reply, request.query.lang, found, found ? null : { kind: 'unknown-code' })
      },
    )

    app.get(
      '/verify/:code.json',
      { config: open, schema: { hide: true, params: Code } },
      async (request, reply) => {
        const found = await find(request.params.code)
        if (!found) throw new Refusal('not-found')
        const url = `${baseUrl}/verify/${showCode(found.code)}`
        reply.header(
          'content-disposition',
          `inline; filename="${found.slug}.${found.edition}.statement.json"`,
        )
        return cacheable(request, reply, {
          type: 'application/json; charset=utf-8',
          body: JSON.stringify(await signedStatement(deps, found, url), null, 2),
        })
      },
    )

    app.get(
      '/.well-known/bayon-keys.json',
      { config: open, schema: { hide: true } },
      async (request, reply) =>
        cacheable(request, reply, {
          type: 'application/jwk-set+json; charset=utf-8',
          body: JSON.stringify({ keys: await publicKeys(deps) }, null, 2),
        }),
    )

    /** The edition that a text belongs to: by a code in it, or by its title. */
    const findByText = async (text: string) => {
      for (const code of codesIn(text).slice(0, 3)) {
        const found = await findByCode(db, code)
        if (found) return found
      }
      return findByTitle(db, lettersOf(text))
    }

    const check = async (request: FastifyRequest, named: PublishedEdition | null) => {
      const { file, text } = await readForm(request)
      if (file) {
        const found = await findByFile(db, createHash('sha256').update(file).digest())
        return { found: found ?? named, result: { kind: found ? 'file' : 'unknown-file' } as const }
      }
      if (!lettersOf(text)) return { found: named, result: { kind: 'nothing' } as const }
      const found = named ?? (await findByText(text))
      if (!found || found.texts.length === 0) return { found, result: { kind: 'unknown-text' } as const }
      return { found, result: compareText(text, found.texts) }
    }

    const posting = { ...open, rateLimit: { max: CHECKS_A_MINUTE } }

    app.post(
      '/verify',
      { config: posting, bodyLimit: BODY_LIMIT, schema: { hide: true, querystring: Language } },
      async (request, reply) => {
        const { found, result } = await check(request, null)
        return show(request, reply, request.query.lang, found, result)
      },
    )

    app.post(
      '/verify/:code',
      { config: posting, bodyLimit: BODY_LIMIT, schema: { hide: true, params: Code, querystring: Language } },
      async (request, reply) => {
        const { found, result } = await check(request, await find(request.params.code))
        return show(request, reply, request.query.lang, found, result)
      },
    )
  }
