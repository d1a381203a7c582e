import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../errors.ts'
import { renderEmail } from '../publishing/email.ts'
import type { Edition } from '../publishing/model.ts'
import { renderPage } from '../publishing/page.ts'
import { renderPictures } from '../publishing/pdf.ts'
import { specimen } from '../publishing/specimen.ts'
import { layouts } from '../publishing/style.ts'
import type { Preview } from './preview.ts'
import { readStyle } from './style-file.ts'

interface About {
  set: string
  edition: Edition
  style?: string
  layout?: string
}

const site = new URL('../../templates/page/site.liquid', import.meta.url)
const css = (set: string) => [
  readFileSync(site, 'utf8').replace(/^.*\{% block style %\}|\{% endblock %\}.*$/gs, ''),
  readFileSync(new URL(`../../templates/sets/${set}/page.css`, import.meta.url), 'utf8'),
]

const previewOf = async ({ set, edition, style: file, layout: wanted }: About): Promise<Preview> => {
  const layout = layouts.find((one) => one === wanted)
  const style = { ...(await readStyle(file)), set, ...(layout && { layout }) }
  const { document } = specimen(style)
  const email = await renderEmail(document, edition, { unsubscribeUrl: '#', style })
  const pages = await Promise.all(edition.map((locale) => renderPage(document, locale, style)))
  const svg = await renderPictures(document, edition, style)
  return {
    problem: '',
    email: email.html,
    page: `<!doctype html><meta charset="utf-8"><style>:root{--quiet:#525c6b;--accent:#123a6b;--line:#c9d0da}main{max-width:44rem;margin:auto;padding:1rem}${css(set).join('\n')}</style><main>${pages.map(({ html }) => html).join('<hr>')}</main>`,
    pictures: `<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{width:100%;height:auto;max-width:60rem;display:block;margin:auto}</style>${svg}`,
  }
}

const nothing = { pictures: '', email: '', page: '' }

parentPort!.postMessage(
  await previewOf(workerData as About).catch((error: unknown): Preview => {
    if (error instanceof Refusal) return { ...nothing, problem: error.message }
    throw error
  }),
)
