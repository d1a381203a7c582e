import { describe, expect, it } from 'vitest'
import { listSettings, loadConfig } from '../src/config.ts'
import { readRedisUrl } from '../src/redis-settings.ts'

describe('the identity provider', () => {
  const set = { OIDC_ISSUER: 'https://id.example/realm/', OIDC_CLIENT_ID: 'bayon', OIDC_CLIENT_SECRET: 's' }

  it('is there where it is set, under its own name or its host’s', () => {
    expect(loadConfig({}).oidc).toBeNull()
    const told = { issuer: 'https://id.example/realm', clientId: 'bayon', clientSecret: 's' }
    expect(loadConfig(set).oidc).toEqual({ ...told, name: 'id.example' })
    expect(loadConfig({ ...set, OIDC_NAME: 'Ministry' }).oidc).toEqual({ ...told, name: 'Ministry' })
  })

  it.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])('is refused without %s', (variable) => {
    expect(() => loadConfig({ ...set, [variable]: '' })).toThrow(new RegExp(`^${variable}: `))
  })
})

describe('the proxies that are trusted', () => {
  it('are none, or those that are listed', () => {
    expect(loadConfig({}).trustProxy).toBe(false)
    const list = 'loopback, 10.0.0.0/8,192.0.2.1,2001:db8::/32'
    expect(loadConfig({ TRUST_PROXY: list }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
      '192.0.2.1',
      '2001:db8::/32',
    ])
  })

  it.each(['true', '*', 'proxy.example', '10.0.0.0/99'])('are refused as %j', (list) => {
    expect(() => loadConfig({ TRUST_PROXY: list })).toThrow(/^TRUST_PROXY/)
  })
})

describe('Redis', () => {
  it.each([
    ['redis://:pa%20ss@redis.internal:6379/2', { kind: 'server' }],
    ['/run/redis/redis.sock', { kind: 'server' }],
    [
      'redis+sentinel://:pa%20ss@a.internal,b.internal:26380,[::1]:1/bayon',
      {
        kind: 'sentinel',
        name: 'bayon',
        password: 'pa ss',
        tls: false,
        nodes: [
          { host: 'a.internal', port: 26379 },
          { host: 'b.internal', port: 26380 },
          { host: '::1', port: 1 },
        ],
      },
    ],
    [
      'rediss+cluster://user:pass@10.0.0.1:7000,10.0.0.2',
      {
        kind: 'cluster',
        username: 'user',
        password: 'pass',
        tls: true,
        nodes: [
          { host: '10.0.0.1', port: 7000 },
          { host: '10.0.0.2', port: 6379 },
        ],
      },
    ],
  ])('is found as %s', (url, place) => {
    expect(readRedisUrl(loadConfig({ REDIS_URL: url }).redisUrl!)).toMatchObject(place)
  })

  it.each([
    'redis.internal:6379',
    'http://redis.internal',
    'redis+sentinel://a.internal:26379',
    'redis+cluster://a.internal/name',
    'redis+cluster://a.internal:99999',
    'redis+cluster://a.internal,,b.internal',
    'redis+cluster://:%zz@a.internal',
    'redis://a.internal:7000,b.internal:7001',
  ])('is refused as %s, with how to write it', (url) => {
    expect(() => loadConfig({ REDIS_URL: url })).toThrow(/^REDIS_URL: .*redis\+sentinel:/)
  })
})

describe('the engine', () => {
  it('is the memory alone where nothing is set', () => {
    expect(loadConfig({}).engine).toEqual({ kind: 'memory' })
  })

  it.each([
    [{ ENGINE: 'google' }, 'GOOGLE_PROJECT'],
    [{ ENGINE: 'llm' }, 'LLM_URL'],
    [{ ENGINE: 'llm', LLM_URL: 'http://127.0.0.1:1234/v1' }, 'LLM_MODEL'],
    [{ ENGINE: 'llm', LLM_URL: 'ftp://example.org', LLM_MODEL: 'm' }, 'LLM_URL'],
    [{ ENGINE: 'google', GOOGLE_PROJECT: 'a/b' }, 'GOOGLE_PROJECT'],
    [{ ENGINE: 'deepl' }, 'ENGINE'],
  ])('%j is refused, naming %s', (env, variable) => {
    expect(() => loadConfig(env)).toThrow(new RegExp(`^${variable}: `))
  })

  it('is told all that it needs', () => {
    expect(
      loadConfig({ ENGINE: 'llm', LLM_URL: 'http://127.0.0.1:1234/v1/', LLM_MODEL: 'm', LLM_API_KEY: 'k' })
        .engine,
    ).toMatchObject({
      kind: 'llm',
      url: 'http://127.0.0.1:1234/v1',
      model: 'm',
      apiKey: 'k',
      deadlineSeconds: 180,
    })
    expect(loadConfig({ ENGINE: 'google', GOOGLE_PROJECT: 'office' }).engine).toMatchObject({
      kind: 'google',
      project: 'office',
      location: 'us-central1',
      transport: 'grpc',
    })
  })
})

describe('the prices of the engine', () => {
  it('are unknown, or told for a million', () => {
    expect(loadConfig({ PRICE_CURRENCY: 'EUR' }).enginePrice).toBeNull()
    expect(loadConfig({ PRICE_CHARACTERS: '20' }).enginePrice).toEqual({
      currency: 'USD',
      characters: 20,
      inputTokens: 0,
      outputTokens: 0,
    })
    expect(() => loadConfig({ PRICE_INPUT_TOKENS: '-1' })).toThrow(/^PRICE_INPUT_TOKENS: /)
  })
})

describe('the list of settings', () => {
  const secrets = {
    SECRET: 'a secret of thirty-two characters, or more',
    LLM_API_KEY: 'sk-key',
    OIDC_CLIENT_SECRET: 'client',
    SMTP_URL: 'smtp://press:pass@mail.example:587',
    DATABASE_URL: 'postgresql://bayon:dbpass@db/bayon',
    REDIS_URL: 'redis+cluster://:redispass@a,b:7000',
  }
  const settings = listSettings({ ...secrets, PORT: '8080' })

  it('says what each means, what holds, and where it comes from', () => {
    expect(settings.filter(({ means }) => means.length < 10)).toEqual([])
    const by = (name: string) => settings.find((setting) => setting.name === name)
    expect(by('PORT')).toMatchObject({ value: '8080', from: 'environment' })
    expect(by('HOST')).toMatchObject({ value: '127.0.0.1', from: 'default' })
    expect(by('TRUST_PROXY')).toMatchObject({ value: null, from: 'default' })
    expect(by('SMTP_URL')).toMatchObject({ value: 'smtp://press:…@mail.example:587' })
  })

  it('tells no secret', () => {
    const told = JSON.stringify(settings)
    for (const secret of [secrets.SECRET, 'sk-key', '"client"', 'pass@', 'dbpass', 'redispass'])
      expect(told).not.toContain(secret)
  })
})
