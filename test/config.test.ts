import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config.ts'

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
