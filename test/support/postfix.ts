import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Debian's postfix, which only root may start: .ci/run installs it. */
export const hasPostfix = existsSync('/usr/sbin/postfix') && process.getuid?.() === 0

/**
 * A Postfix of the test's own that relays on the loopback, without any name server.
 * @param routes by the domain of the recipient, for example `smtp:[127.0.0.1]:2525`
 */
export const startPostfix = async (port: number, routes: Record<string, string>) => {
  const folder = await mkdtemp('/tmp/bayon-postfix-')
  await chmod(folder, 0o755)
  const [config, queue, data] = ['config', 'queue', 'data'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const place of [config, queue, data]) await mkdir(place)
  const table = Object.entries(routes).map(([domain, route]) => `{ ${domain} = ${route} }`)
  await writeFile(
    join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${folder}/log
maillog_file_prefixes = /tmp
myhostname = relay.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
smtp_dns_support_level = disabled
smtp_host_lookup = native
transport_maps = inline:{ ${table.join(', ')} }
`,
  )
  const shipped = (await readFile('/usr/share/postfix/master.cf.dist', 'utf8')).split('\n')
  const services = shipped.map((line) =>
    /^smtp +inet/.test(line)
      ? `127.0.0.1:${port} inet n - n - - smtpd`
      : line.replace(/^(\S+ +unix +\S+ +\S+ +)y/, '$1n'),
  )
  await writeFile(join(config, 'master.cf'), services.join('\n'))
  execFileSync('chown', ['-R', 'postfix', data])
  const run = (...args: string[]) =>
    execFileSync(args[0]!, args.slice(1), { encoding: 'utf8', stdio: 'pipe' })
  onTestFinished(async () => {
    run('postfix', '-c', config, 'stop')
    await rm(folder, { recursive: true, force: true })
  })
  run('postfix', '-c', config, 'start')
  return {
    /** How many messages are in it. */
    queued: () => run('postqueue', '-c', config, '-j').split('\n').filter(Boolean).length,
    log: () => readFile(`${folder}/log`, 'utf8'),
  }
}
