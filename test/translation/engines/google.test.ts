import { describe, expect, it, onTestFinished } from 'vitest'
import type { GoogleSettings } from '../../../src/config.ts'
import type { Concept } from '../../../src/quality/model.ts'
import { googleEngine } from '../../../src/translation/engines/google.ts'
import { glossaryCsv, syncGlossary } from '../../../src/translation/engines/google-glossary.ts'
import type { DraftRequest, EngineCall, RequestTerm } from '../../../src/translation/model.ts'
import { startGoogle } from '../../support/google.ts'

type Transport = GoogleSettings['transport']
const transports: Transport[] = ['grpc', 'rest']

const settingsOf = (more: Partial<GoogleSettings> = {}): GoogleSettings => ({
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

const requestOf = (texts: string[], more: Partial<DraftRequest> = {}): DraftRequest => ({
  source: 'en',
  target: 'km',
  kind: 'press-release',
  segments: texts.map((text, at) => ({ id: `segment-${at}`, text })),
  ...more,
})

const person = (source: string, target: string, more: Partial<RequestTerm> = {}): RequestTerm => ({
  conceptId: source,
  source,
  target,
  admitted: [],
  forbidden: [],
  kind: 'person',
  isConfirmed: true,
  ...more,
})

interface Asking {
  settings?: Partial<GoogleSettings>
  answer?: Parameters<typeof startGoogle>[0]
}

const ask = async (request: DraftRequest, { settings = {}, answer }: Asking = {}) => {
  const google = await startGoogle(answer)
  const all = settingsOf(settings)
  const engine = googleEngine(all, google.options[all.transport])
  onTestFinished(() => engine.close?.())
  const calls: EngineCall[] = []
  const drafts = await engine.draft(request, {
    signal: new AbortController().signal,
    report: (call) => calls.push(call),
    fault: (error) => {
      throw error
    },
  })
  return {
    drafts,
    calls,
    requests: google.requests,
    codes: drafts.map(({ details }) => details.reason?.code),
  }
}

const failing = (error: number, message = 'told by the service') => ({ error, message })

describe.each(transports)('over %s', (transport) => {
  const settings = { transport }

  it('drafts in HTML: bold stays on its words, entities are letters again', async () => {
    const { drafts, calls, requests } = await ask(
      requestOf(['**SOK Chenda** & Co. met the Minister’s <guests>.', 'A *second* sentence.']),
      { settings },
    )
    expect(drafts.map(({ text }) => text)).toEqual([
      "**ពាក្យ ពាក្យ** & ពាក្យ. ពាក្យ ពាក្យ ពាក្យ'ពាក្យ <ពាក្យ>.",
      'ពាក្យ *ពាក្យ* ពាក្យ.',
    ])
    expect(requests).toMatchObject([
      {
        method: 'translateText',
        body: {
          contents: [
            '<b>SOK Chenda</b> &amp; Co. met the Minister’s &lt;guests&gt;.',
            'A <i>second</i> sentence.',
          ],
          mimeType: 'text/html',
          sourceLanguageCode: 'en',
          targetLanguageCode: 'km',
        },
      },
    ])
    expect(calls).toMatchObject([{ engine: 'google', segments: 2, outcome: 'answered', model: 'default' }])
  })

  it.each([
    ['UNAVAILABLE', 14],
    ['RESOURCE_EXHAUSTED', 8],
    ['INTERNAL', 13],
  ])('tries again after %s', async (_, code) => {
    const { drafts, requests } = await ask(requestOf(['One.']), {
      settings,
      answer: (_, before) => (before < 2 ? failing(code) : undefined),
    })
    expect(requests).toHaveLength(3)
    expect(drafts[0]!.text).toBe('ពាក្យ.')
  })

  it.each([
    ['a permission', 7, 'The caller does not have permission', 'permission'],
    ['credentials', 16, 'Request had invalid credentials.', 'permission'],
    ['a quota told as 403', 7, 'Daily Limit Exceeded', 'quota'],
    ['a bad request', 3, 'Invalid glossary', 'refused'],
  ])('does not try again for %s', async (_, error, message, code) => {
    const { drafts, calls, requests, codes } = await ask(requestOf(['One.', 'Two.']), {
      settings,
      answer: () => failing(error, message),
    })
    expect(requests).toHaveLength(1)
    expect(codes).toEqual([code, code])
    expect(calls).toMatchObject([{ outcome: code, segments: 2 }])
    expect(JSON.stringify(drafts)).not.toContain(message)
  })

  it.each([
    ['the quota of the minute', 8, 'quota'],
    ['an outage', 14, 'unreachable'],
  ])('gives up at the deadline and names %s', async (_, error, code) => {
    const { codes, requests } = await ask(requestOf(['One.']), {
      settings: { ...settings, deadlineSeconds: 4 },
      answer: () => failing(error),
    })
    expect(requests.length).toBeGreaterThan(1)
    expect(codes).toEqual([code])
  })

  it('leaves a service that hangs at the deadline', async () => {
    const { codes, calls } = await ask(requestOf(['One.']), {
      settings: { ...settings, deadlineSeconds: 1 },
      answer: () => ({ silence: true }),
    })
    expect(codes).toEqual(['deadline'])
    expect(calls[0]!.milliseconds).toBeLessThan(5000)
  })

  it('refuses an answer that lacks translations', async () => {
    const { codes } = await ask(requestOf(['One.', 'Two.']), {
      settings,
      answer: () => ({ translations: [{ translatedText: 'ពាក្យ' }] }),
    })
    expect(codes).toEqual(['malformed', 'malformed'])
  })
})

describe('requests', () => {
  it('stay under the limits, and what failed in one is not lost in the others', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `Sentence ${at} ${'word '.repeat(80)}`.trim())
    const { drafts, requests, codes } = await ask(requestOf(texts), {
      answer: (_, before) => (before === 1 ? failing(3) : undefined),
    })
    expect(requests.length).toBeGreaterThan(2)
    for (const { body } of requests) expect(body.contents.join('').length).toBeLessThanOrEqual(5000)
    expect(requests.flatMap(({ body }) => body.contents)).toHaveLength(30)
    expect(codes.filter((code) => code === 'refused')).toHaveLength(requests[1]!.body.contents.length)
    expect(new Set(drafts.map(({ segmentId }) => segmentId)).size).toBe(30)
  })

  it('end where the next would fare no better', async () => {
    const { requests, codes } = await ask(requestOf(Array(30).fill('word '.repeat(80).trim())), {
      answer: () => failing(7),
    })
    expect(requests).toHaveLength(1)
    expect(codes).toEqual(Array(30).fill('permission'))
  })

  it('hold at most 1,024 strings', async () => {
    const { requests } = await ask(requestOf(Array(1500).fill('A')))
    expect(requests.map(({ body }) => body.contents.length)).toEqual([1024, 476])
  })

  it('leave out a segment that no request can hold', async () => {
    const { drafts, requests } = await ask(requestOf(['One.', 'x'.repeat(30_001)]))
    expect(requests).toHaveLength(1)
    expect(drafts.find(({ segmentId }) => segmentId === 'segment-1')!.details.reason!.code).toBe('too-long')
    expect(drafts.find(({ segmentId }) => segmentId === 'segment-0')!.text).toBe('ពាក្យ.')
  })

  it('name the model', async () => {
    const { requests, drafts } = await ask(requestOf(['One.']), {
      settings: { model: 'general/translation-llm' },
    })
    expect(requests[0]!.body.model).toBe(
      'projects/office/locations/us-central1/models/general/translation-llm',
    )
    expect(drafts[0]!.details.model).toBe('general/translation-llm')
  })

  it('are left at once when the process is asked to stop', async () => {
    const stop = new AbortController()
    const google = await startGoogle(() => {
      stop.abort()
      return { silence: true }
    })
    const engine = googleEngine(settingsOf(), google.options.grpc)
    onTestFinished(() => engine.close?.())
    await expect(
      engine.draft(requestOf(['One.']), { signal: stop.signal, report: () => {}, fault: () => {} }),
    ).rejects.toThrow()
  })
})

describe('names of the termbase', () => {
  const request = requestOf(['**SOK Chenda Sophea** visited Phnom Penh (https://www.mfaic.gov.kh).'], {
    terms: [
      person('SOK Chenda Sophea', 'សុខ ចិន្តាសោភា'),
      person('SOK Chenda', 'សុខ ចិន្តា'),
      person('Phnom Penh', 'ភ្នំពេញ', { kind: 'place', isConfirmed: false }),
    ],
  })

  it('stand in the request as they are to be, the longest of them, if a person confirmed them', async () => {
    const { drafts, requests } = await ask(request)
    expect(requests[0]!.body.contents[0]).toBe(
      '<b><span translate="no">សុខ ចិន្តាសោភា</span></b> visited Phnom Penh (<span translate="no">https://www.mfaic.gov.kh</span>).',
    )
    expect(drafts[0]!.text).toBe('**សុខ ចិន្តាសោភា** ពាក្យ ពាក្យ ពាក្យ (https://www.mfaic.gov.kh).')
  })

  it('stand in their short form where the release has mentioned them before', async () => {
    const later = person('SOK Chenda Sophea', 'ឯកឧត្តម សុខ ចិន្តាសោភា', { later: 'ឯកឧត្តម' })
    const [title, first, second] = [
      'Visit of SOK Chenda Sophea',
      'SOK Chenda Sophea came.',
      'SOK Chenda Sophea spoke.',
    ]
    const request = requestOf([title, first, second], { terms: [later] })
    const context = request.segments.map((segment, at) => ({
      ...segment,
      type: at === 0 ? 'title' : 'paragraph',
    }))
    const { requests } = await ask({ ...request, context })
    expect(requests[0]!.body.contents).toEqual([
      'Visit of <span translate="no">ឯកឧត្តម សុខ ចិន្តាសោភា</span>',
      '<span translate="no">ឯកឧត្តម សុខ ចិន្តាសោភា</span> came.',
      '<span translate="no">ឯកឧត្តម</span> spoke.',
    ])
  })

  it('come from the glossary of the pair where there is one, and so do the translations', async () => {
    const { drafts, requests } = await ask(request, { settings: { glossary: 'press' } })
    expect(requests[0]!.body).toMatchObject({
      glossaryConfig: { glossary: 'projects/office/locations/us-central1/glossaries/press-en-km' },
    })
    expect(requests[0]!.body.contents[0]).toContain('<b>SOK Chenda Sophea</b>')
    expect(drafts[0]!.text).toContain('**ពាក្យ ពាក្យ ពាក្យ**')
  })
})

it('adaptive translation gets the nearest match of each segment that has one', async () => {
  const request = requestOf(['One.', 'Two.', 'Three.'])
  request.segments[1]!.match = { score: 80, source: '**Two** more.', target: 'ពីរ **ទៀត**។' }
  const { drafts, requests } = await ask(request, { settings: { dataset: 'press', glossary: 'press' } })
  expect(
    requests.map(({ method, body }) => [method, body.content, body.referenceSentenceConfig ?? null]),
  ).toEqual([
    ['adaptiveMtTranslate', ['One.', 'Three.'], null],
    [
      'adaptiveMtTranslate',
      ['Two.'],
      {
        sourceLanguageCode: 'en',
        targetLanguageCode: 'km',
        referenceSentencePairLists: [
          { referenceSentencePairs: [{ sourceSentence: 'Two more.', targetSentence: 'ពីរ ទៀត។' }] },
        ],
      },
    ],
  ])
  expect(requests[0]!.body.dataset).toBe(
    'projects/office/locations/us-central1/adaptiveMtDatasets/press-en-km',
  )
  expect(drafts.map(({ text }) => text)).toEqual(['ពាក្យ.', 'ពាក្យ.', 'ពាក្យ.'])
})

describe('the glossary', () => {
  const concept = (en: string, km: string, status: Concept['status'] = 'confirmed'): Concept => ({
    id: en,
    kind: 'organisation',
    status,
    terms: [
      { locale: 'en', text: en, status: 'preferred' },
      { locale: 'km', text: km, status: 'preferred' },
      { locale: 'km', text: 'ហាម', status: 'forbidden' },
    ],
  })
  const concepts = [
    concept('Ministry, of "Foreign" Affairs', 'ក្រសួងការបរទេស'),
    concept('ASEAN', 'អាស៊ាន'),
    concept('Draft', 'ព្រាង', 'candidate'),
  ]
  const settings = settingsOf({ glossary: 'press', bucket: 'office-bucket' })

  it('holds confirmed terms alone, as CSV', () => {
    expect(glossaryCsv(concepts, 'km')).toBe('"Ministry, of ""Foreign"" Affairs",ក្រសួងការបរទេស\nASEAN,អាស៊ាន\n')
  })

  it('is made at Google from a file in the bucket, and brought up to date the next time', async () => {
    const google = await startGoogle()
    const sync = (list: Concept[]) => syncGlossary(settings, list, 'km', google.options.grpc, google.storage)
    expect(await sync(concepts)).toEqual({
      name: 'projects/office/locations/us-central1/glossaries/press-en-km',
      entries: 2,
    })
    expect(await sync(concepts.slice(1))).toMatchObject({ entries: 1 })
    const methods = google.requests.map(({ method }) => method).filter((method) => method !== 'getOperation')
    expect(methods).toEqual([
      'upload',
      'getGlossary',
      'createGlossary',
      'upload',
      'getGlossary',
      'updateGlossary',
    ])
  })

  it('is refused with what to do where it cannot be made', async () => {
    const google = await startGoogle(({ method }) => (method === 'upload' ? failing(7) : undefined))
    const sync = (more: GoogleSettings, list: Concept[]) =>
      syncGlossary(more, list, 'km', google.options.grpc, google.storage)
    await expect(sync(settingsOf(), concepts)).rejects.toMatchObject({ code: 'glossary-settings' })
    await expect(sync(settings, [])).rejects.toMatchObject({ code: 'glossary-empty' })
    await expect(sync(settings, concepts)).rejects.toMatchObject({
      code: 'engine-failed',
      params: { reason: expect.stringContaining('permission') },
    })
  })
})
