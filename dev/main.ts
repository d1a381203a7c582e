/** `npm run dev`: the server, started anew at each change; the screens, changed in the browser as one types; and data. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { openDatabase } from '../src/cli/database.ts'
import { untilStopped } from '../src/cli/until-stopped.ts'
import { loadConfig } from '../src/config.ts'
import { startSink } from '../src/mailing/sink.ts'
import { paths } from '../src/web/paths.ts'
import { PASSWORD, seed } from './seed.ts'

const HOST = '127.0.0.1'
/** Where the browser goes, and where the server behind it answers. */
const [PORT, BEHIND] = [3000, 3001]
const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line: string) => process.stdout.write(`${line}\n`)

/** What the screens ask of Vite: their own addresses, their sources, and what Vite adds. The server answers all else. */
const screens = Object.values(paths).map((path) => path.replace(/:\w+/g, '[^/]+'))
const ofServer = `^(?!(${screens.join('|')})(\\?.*)?$|/(@|node_modules/|main\\.tsx|[\\w-]+/.*\\.(tsx?|css|svg)|[\\w.-]+\\.(tsx?|css|svg)|locales/)).*`

/** The server as a child, which Node starts anew when a file that it has loaded changes. */
const startWatched = (env: Record<string, string>) => {
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'src/cli/main.ts', 'start'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  const ended = new Promise((done) => child.once('exit', done))
  return {
    async close() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

await untilStopped(async (opened) => {
  const dataDir = resolve(process.env.DATA_DIR ?? '.bayon/dev')
  const baseUrl = `http://${HOST}:${PORT}`
  const sink = opened(await startSink({ dir: `${dataDir}/mail` }))
  const mail = `smtp://${sink.host}:${sink.port}`
  const settings = { ...loadConfig(), dataDir, baseUrl, databaseUrl: undefined }
  const { config, ...database } = opened(await openDatabase(settings, { own: true }))
  for (const note of database.notes) say(note)
  const vite = opened(
    await createServer({
      root: `${root}src/web`,
      configFile: `${root}src/web/vite.config.ts`,
      server: {
        host: HOST,
        port: PORT,
        strictPort: true,
        fs: { allow: [root] },
        proxy: { [ofServer]: `http://${HOST}:${BEHIND}` },
      },
    }),
  )
  await vite.listen()
  await seed({ ...config, smtpUrl: mail }, { host: HOST, port: BEHIND })
  opened(
    startWatched({
      DATABASE_URL: config.databaseUrl,
      SECRET: config.secret,
      HOST,
      PORT: String(BEHIND),
      BASE_URL: baseUrl,
      SMTP_URL: mail,
      DATA_DIR: dataDir,
    }),
  )
  say(`
Bayon is at ${baseUrl}. Sign in as administrator@office.example, officer@…, publisher@…, translatorkm@…, reviewerja@…,
each with the password “${PASSWORD}”. Mail is kept in ${dataDir}/mail. To begin anew, stop and delete ${dataDir}.`)
})
