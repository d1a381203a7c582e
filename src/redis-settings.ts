/** Where the queue's Redis is, as REDIS_URL says. */
export type RedisPlace =
  | { kind: 'server'; url: string }
  | {
      kind: 'sentinel' | 'cluster'
      nodes: { host: string; port: number }[]
      /** What the Sentinels call the server; empty for a cluster. */
      name: string
      username?: string
      password?: string
      tls: boolean
    }

export const redisForms =
  'write it as redis://:password@host:6379, a socket’s path, redis+sentinel://:password@host:26379,host:26379/name or ' +
  'redis+cluster://:password@host:6379,host:6379; rediss for TLS'

const standardPort = { sentinel: 26379, cluster: 6379 }
const several =
  /^redis(?<tls>s?)\+(?<kind>sentinel|cluster):\/\/((?<username>[^:@/]*)(:(?<password>[^@/]*))?@)?(?<hosts>[^@/?#]+)(\/(?<name>[\w.-]*))?$/
const oneNode = /^(?<host>[\w.-]+|\[[\da-fA-F:.]+\])(:(?<port>\d{1,5}))?$/

/** Percent signs decoded; null where they stand for nothing. */
const decoded = (part: string | undefined): string | undefined | null => {
  try {
    return part ? decodeURIComponent(part) : undefined
  } catch {
    return null
  }
}

/** Reads REDIS_URL; null where it is none of `redisForms`. */
export const readRedisUrl = (url: string): RedisPlace | null => {
  if (url.startsWith('/') || (/^rediss?:\/\/./.test(url) && URL.canParse(url))) return { kind: 'server', url }
  const { tls, kind, hosts, name = '', ...access } = several.exec(url)?.groups ?? {}
  if (kind !== 'sentinel' && kind !== 'cluster') return null
  // Sentinels are asked for a server by name; a cluster has none.
  if ((kind === 'sentinel') !== (name !== '')) return null
  const [username, password] = [decoded(access.username), decoded(access.password)]
  const nodes = hosts!.split(',').map((node) => {
    const { host, port = String(standardPort[kind]) } = oneNode.exec(node)?.groups ?? {}
    return { host: host?.replace(/^\[|\]$/g, '') ?? '', port: Number(port) }
  })
  if (username === null || password === null) return null
  if (nodes.some(({ host, port }) => host === '' || port < 1 || port > 65535)) return null
  return { kind, nodes, name, username, password, tls: tls === 's' }
}
