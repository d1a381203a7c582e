import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { readRedisUrl } from '../redis-settings.ts'

/** Opens what REDIS_URL names: a server, the one that Sentinels point to, or a cluster. It connects again by itself. */
export const openRedis = (url: string, options: RedisOptions = {}): Redis | Cluster => {
  const place = readRedisUrl(url)
  if (place === null) throw new TypeError('not a REDIS_URL')
  if (place.kind === 'server') return new Redis(place.url, options)
  const { nodes, name, username, password } = place
  const tls = place.tls ? { tls: {} } : {}
  if (place.kind === 'cluster') {
    const { lazyConnect, retryStrategy, ...redisOptions } = options
    return new Cluster(nodes, {
      lazyConnect,
      ...(retryStrategy && { clusterRetryStrategy: retryStrategy }),
      redisOptions: { ...redisOptions, ...tls, username, password },
      // A certificate is made out to a name.
      ...(place.tls && { dnsLookup: (address, done) => done(null, address) }),
    })
  }
  return new Redis({
    ...options,
    ...tls,
    sentinels: nodes,
    name,
    username,
    password,
    sentinelPassword: password,
    enableTLSForSentinelMode: place.tls,
    // The Sentinels say when another has taken over, however the connection to the old one looks.
    failoverDetector: true,
    ...(options.retryStrategy && { sentinelRetryStrategy: options.retryStrategy }),
  })
}

/** Before a key on Redis: in braces, by which a cluster keeps all of a queue's keys in one place, as BullMQ's scripts want them. */
export const keyPrefix = (queuePrefix: string): string => `{${queuePrefix}}`
