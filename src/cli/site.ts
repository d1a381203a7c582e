import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { createApp } from '../http/app.ts'
import { exportSite } from '../newsroom/export.ts'
import { openDatabase } from './database.ts'

export const siteCommand = new Command('site').description('the public site, for other servers').addCommand(
  new Command('export')
    .description('writes the public site as files, as it is now')
    .option('--out <folder>', 'where the files go', 'out/site')
    .action(async ({ out }: { out: string }) => {
      const { config, close } = await openDatabase(loadConfig())
      const deps = createDeps(config)
      const app = await createApp(deps)
      let files = 0
      const ask = async (url: string) => {
        const { statusCode, headers, rawPayload } = await app.inject({
          url,
          headers: { accept: 'text/html' },
        })
        return { status: statusCode, type: String(headers['content-type']), body: rawPayload }
      }
      for await (const { path, body } of exportSite(ask, config.baseUrl)) {
        await mkdir(dirname(join(out, path)), { recursive: true })
        await writeFile(join(out, path), body)
        files++
      }
      process.stdout.write(`${files} files in ${out}; begin at ${join(out, 'news/en.html')}\n`)
      await app.close()
      await deps.close()
      await close()
    }),
)
