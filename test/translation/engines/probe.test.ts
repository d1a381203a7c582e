import { describe, expect, it } from 'vitest'
import type { GoogleSettings, LlmSettings } from '../../../src/config.ts'
import { probe } from '../../../src/translation/engines/probe.ts'
import { startGoogle } from '../../support/google.ts'
import { startModelList } from '../../support/models.ts'

const google = (more: Partial<GoogleSettings> = {}): GoogleSettings => ({
  kind: 'google',
  deadlineSeconds: 20,
  project: 'office',
  location: 'us-central1',
  model: undefined,
  glossary: undefined,
  dataset: undefined,
  bucket: undefined,
  transport: 'grpc',
  ...more,
})

const llm = (url: string): LlmSettings => ({
  kind: 'llm',
  deadlineSeconds: 20,
  url,
  model: 'good-model',
  apiKey: 'sk-very-secret',
  temperature: undefined,
  prompts: undefined,
})

describe('whether Google can be used', () => {
  const ask = async (more: Partial<GoogleSettings>, answer?: Parameters<typeof startGoogle>[0]) => {
    const { options, requests } = await startGoogle(answer)
    const told = probe(google(more), options.grpc)
    return { told, requests }
  }

  it('is told without a text being sent', async () => {
    const { told, requests } = await ask({})
    expect(await told).toBe('google answers as project office')
    expect(requests.map(({ method }) => method)).toEqual(['getSupportedLanguages'])
  })

  it.each([
    ['refuses the credentials', { error: 16, message: 'Bearer secret' }, 'permission'],
    ['is not allowed', { error: 7, message: 'Permission denied' }, 'permission'],
    ['does not know Khmer', { languages: [{ languageCode: 'ja' }] }, 'refused'],
  ])('and why not where it %s', async (_, answer, code) => {
    const { told } = await ask({}, () => answer)
    await expect(told).rejects.toMatchObject({ code, message: expect.not.stringContaining('secret') })
  })

  it('and that the glossary of the settings is not there yet', async () => {
    const { told } = await ask({ glossary: 'press' })
    await expect(told).rejects.toMatchObject({ code: 'refused', detail: 'NOT_FOUND' })
  })
})

describe('whether a language model can be used', () => {
  it.each([
    ['has the model', ['other', 'good-model'], 'with the model good-model'],
    ['does not list its models', 404, 'llm answers'],
  ])('is told where it %s', async (_, answer, told) => {
    expect(await probe(llm(await startModelList(answer)))).toContain(told)
  })

  it.each([
    ['refuses the key', 401, 'permission', 'HTTP 401'],
    ['has another model', ['other'], 'refused', 'no model good-model'],
    ['is overloaded', 503, 'busy', 'HTTP 503'],
  ])('and why not where it %s', async (_, answer, code, detail) => {
    await expect(probe(llm(await startModelList(answer)))).rejects.toMatchObject({ code, detail })
  })

  it('and that nobody is there', async () => {
    await expect(probe(llm('http://127.0.0.1:1/v1'))).rejects.toMatchObject({ code: 'unreachable' })
  })
})
