import { watch } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Command } from 'commander'
import { Refusal } from '../errors.ts'
import { type Locale, locales } from '../language/model.ts'
import { untilAskedToStop } from '../process.ts'
import { parseEdition } from '../publishing/model.ts'
import { listSets } from '../publishing/template-set.ts'

const templates = fileURLToPath(new URL('../../templates/', import.meta.url))

/** What a set shows of itself, or what is wrong with it. */
export interface Preview {
  pictures: string
  email: string
  page: string
  problem: string
}

/** In ms: editors write a file in several steps. */
const PAUSE = 150

/** Renders in a thread that ends with it, so that nothing of the templates is remembered. */
const renderAnew = (about: object): Promise<Preview> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { workerData: about })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

const frame = (title: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body{margin:0;font:15px/1.5 system-ui,sans-serif;background:#ddd}nav{display:flex;gap:1rem;padding:.5rem 1rem;background:#fff;position:sticky;top:0}
iframe{display:block;width:100%;height:calc(100vh - 2.6rem);border:0;background:#fff}pre{margin:0;padding:1rem;background:#fde8e6;white-space:pre-wrap}pre:empty{display:none}</style>
<nav><a href="#pictures">PDF</a><a href="#email">E-mail</a><a href="#page">Page</a></nav><pre role="alert"></pre><iframe title="preview"></iframe>
<script>
const show = () => { document.querySelector('iframe').src = '/' + (location.hash.slice(1) || 'pictures') }
const look = async () => { document.querySelector('pre').textContent = await (await fetch('/problem')).text(); show() }
addEventListener('hashchange', show); new EventSource('/changes').onmessage = look; look()
</script>`

interface Options {
  edition: string
  style?: string
  layout?: string
  port: string
}

export const previewCommand = new Command('preview')
  .description('shows a set of templates on a specimen, anew whenever one of its files changes')
  .argument('<set>', 'its folder in templates/sets')
  .option('--edition <locales>', 'the languages in their order', locales.join('+'))
  .option('--style <file>', 'the style of an office, as JSON')
  .option('--layout <layout>', 'how several languages share the pages')
  .option('--port <number>', 'where it answers on this machine; 0 takes any free port', '4000')
  .action(async (set: string, { edition, style, layout, port }: Options) => {
    if (!listSets().includes(set)) throw new Refusal('set-unknown', { set, sets: listSets().join(', ') })
    const wanted: Locale[] = parseEdition(edition)
    const render = () => renderAnew({ set, edition: wanted, style, layout })
    let shown = render()
    const listeners = new Set<() => void>()
    let timer: NodeJS.Timeout | undefined
    const watcher = watch(templates, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        shown = render()
        for (const tell of listeners) tell()
      }, PAUSE)
    })
    const server = createServer(async ({ url }, response) => {
      const name = (url ?? '/').slice(1)
      if (name === 'changes') {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        const tell = () => response.write('data: changed\n\n')
        listeners.add(tell)
        return response.once('close', () => listeners.delete(tell))
      }
      const now = await shown
      const body = name === '' ? frame(set) : now[name as keyof Preview]
      if (body === undefined) return response.writeHead(404).end()
      const type = name === 'problem' ? 'text/plain' : 'text/html'
      return response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    })
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(Number(port), '127.0.0.1', resolve),
    )
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`)
    await untilAskedToStop()
    watcher.close()
    server.closeAllConnections()
    server.close()
  })
