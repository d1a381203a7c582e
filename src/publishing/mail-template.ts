import { openLiquid, refuseLiquid } from './liquid.ts'
import { brokenTemplate } from './template-set.ts'

const partials = new URL('../../templates/email/', import.meta.url)

interface MjmlError {
  errors?: { line: number; message: string; tagName: string }[]
}

/** MJML knows the line; the column is that of the element that it names. */
const refuseMjml = (file: string, source: string, error: unknown): never => {
  const [first] = (error as MjmlError).errors ?? []
  if (!first) throw brokenTemplate(file, String(error))
  const column = (source.split('\n')[first.line - 1] ?? '').indexOf(`<${first.tagName}`)
  throw brokenTemplate(file, first.message, { line: first.line, column: Math.max(0, column) + 1 })
}

/**
 * Makes a mail's template ready: MJML first, which never sees a text, then Liquid, which puts texts in as escaped data.
 * Refuses (`template-broken`, with line and column) what is no such template.
 */
export const openMailTemplate = async (file: string, source: string) => {
  const [{ default: mjml }, liquid] = await Promise.all([import('mjml'), openLiquid(partials)])
  try {
    liquid.parse(source)
  } catch (error) {
    refuseLiquid(file, error)
  }
  let html = ''
  try {
    html = (await mjml(source, { validationLevel: 'strict', fonts: {} })).html
  } catch (error) {
    refuseMjml(file, source, error)
  }
  const template = liquid.parse(html.replace(/^[^\S\n]+|\n(?=\s*\n)/gm, ''))
  return async (data: object): Promise<string> => {
    try {
      return await liquid.render(template, data)
    } catch (error) {
      return refuseLiquid(file, error)
    }
  }
}
