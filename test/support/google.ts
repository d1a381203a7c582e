import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { protos } from '@google-cloud/translate'
import * as grpc from '@grpc/grpc-js'
import { type ClientOptions, googleAuthLibrary } from 'google-gax'
import { onTestFinished } from 'vitest'

const { v3 } = protos.google.cloud.translation
const { longrunning, protobuf } = protos.google

type Request = {
  method:
    | 'translateText'
    | 'adaptiveMtTranslate'
    | 'getSupportedLanguages'
    | 'getGlossary'
    | 'createGlossary'
    | 'updateGlossary'
    | 'getOperation'
    | 'upload'
  // biome-ignore lint/suspicious/noExplicitAny: the message of whichever method was called, as plain JSON
  body: any
}

/** An answer of the service: what its method returns, an error of gRPC's codes, or nothing at all. */
export type Answer = object | { error: number; message?: string } | { silence: true }

/** HTML as a well-behaved service would translate it: tags and untranslatable spans kept, letters changed, entities used. */
export const translateHtml = (html: string): string =>
  html
    .split(/(<span translate="no">.*?<\/span>|<[^>]*>)/)
    .map((piece) =>
      piece.startsWith('<') ? piece : piece.replace(/[A-Za-z]+(?![a-z]*;)/g, 'ពាក្យ').replaceAll('’', '&#39;'),
    )
    .join('')

const translations = (contents: string[], withGlossary: boolean) => {
  const list = contents.map((html) => ({ translatedText: translateHtml(html) }))
  return withGlossary
    ? { translations: contents.map(() => ({ translatedText: 'គ្មានសទ្ទានុក្រម' })), glossaryTranslations: list }
    : { translations: list }
}

const codePoints = (texts: string[]) => texts.reduce((sum, text) => sum + [...text].length, 0)
const invalid = (message: string) => ({ error: grpc.status.INVALID_ARGUMENT, message })

const messages = {
  translateText: [v3.TranslateTextRequest, v3.TranslateTextResponse],
  adaptiveMtTranslate: [v3.AdaptiveMtTranslateRequest, v3.AdaptiveMtTranslateResponse],
  getSupportedLanguages: [v3.GetSupportedLanguagesRequest, v3.SupportedLanguages],
  getGlossary: [v3.GetGlossaryRequest, v3.Glossary],
  createGlossary: [v3.CreateGlossaryRequest, longrunning.Operation],
  updateGlossary: [v3.UpdateGlossaryRequest, longrunning.Operation],
  getOperation: [longrunning.GetOperationRequest, longrunning.Operation],
} as const

const httpStatus: Record<number, number> = { 3: 400, 5: 404, 7: 403, 8: 429, 13: 500, 14: 503, 16: 401 }

/**
 * Cloud Translation v3 on the loopback, over gRPC with the protos of Google's own package and over REST, with the limits that it
 * documents, and Cloud Storage's upload. `answer` may answer otherwise, knowing the request and how many came before it.
 */
export const startGoogle = async (
  answer: (request: Request, before: number) => Answer | undefined = () => undefined,
) => {
  const requests: Request[] = []
  const glossaries = new Map<string, object>()
  const files = new Map<string, string>()
  let polls = 0

  const operation = (glossary: protos.google.cloud.translation.v3.IGlossary) => {
    const file = files.get(glossary.inputConfig!.gcsSource!.inputUri!)
    if (file === undefined) return invalid('No such object')
    const stored = { ...glossary, entryCount: file.trimEnd().split('\n').length }
    glossaries.set(glossary.name!, stored)
    return { name: `operations/${glossary.name}`, done: false }
  }

  const usual = ({ method, body }: Request): Answer => {
    switch (method) {
      case 'translateText':
      case 'adaptiveMtTranslate': {
        const contents: string[] = body.contents ?? body.content
        if (contents.length > 1024) return invalid('Too many contents')
        if (codePoints(contents) > 30_000) return invalid('Text is too long.')
        const lists = body.referenceSentenceConfig?.referenceSentencePairLists
        if (lists && lists.length !== contents.length) return invalid('One list a content')
        return translations(contents, Boolean(body.glossaryConfig))
      }
      case 'getSupportedLanguages':
        return {
          languages: ['en', 'ja', 'km'].map((languageCode) => ({ languageCode, supportTarget: true })),
        }
      case 'getGlossary':
        return glossaries.get(body.name) ?? { error: grpc.status.NOT_FOUND, message: 'Resource not found' }
      case 'createGlossary':
        return glossaries.has(body.glossary.name)
          ? { error: grpc.status.ALREADY_EXISTS, message: 'exists' }
          : operation(body.glossary)
      case 'updateGlossary':
        return operation(body.glossary)
      case 'getOperation': {
        if (polls++ === 0) return { name: body.name, done: false }
        const value = v3.Glossary.encode(glossaries.get(body.name.replace('operations/', ''))!).finish()
        return {
          name: body.name,
          done: true,
          response: protobuf.Any.create({
            type_url: 'type.googleapis.com/google.cloud.translation.v3.Glossary',
            value,
          }),
        }
      }
      case 'upload':
        return {}
    }
  }
  const handle = (request: Request): Answer => {
    const before = requests.push(request) - 1
    return answer(request, before) ?? usual(request)
  }

  const server = new grpc.Server()
  for (const [method, [request, response]] of Object.entries(messages)) {
    const name = method[0]!.toUpperCase() + method.slice(1)
    const service =
      method === 'getOperation'
        ? 'google.longrunning.Operations'
        : 'google.cloud.translation.v3.TranslationService'
    server.addService(
      {
        [method]: {
          path: `/${service}/${name}`,
          requestStream: false,
          responseStream: false,
          requestDeserialize: (bytes: Buffer) =>
            request.toObject(request.decode(bytes) as never, { arrays: true }),
          responseSerialize: (message: object) => Buffer.from(response.encode(message).finish()),
          requestSerialize: () => Buffer.alloc(0),
          responseDeserialize: () => ({}),
        },
      },
      {
        [method]: (call: { request: object }, reply: grpc.sendUnaryData<object>) => {
          const given = handle({ method: method as Request['method'], body: call.request })
          if ('silence' in given) return
          if ('error' in given)
            reply({ code: given.error as number, details: ('message' in given && given.message) as string })
          else reply(null, given)
        },
      },
    )
  }
  const grpcPort = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  )

  const rest = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(incoming.url!, 'http://localhost')
    const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(url.pathname)
    if (upload) files.set(`gs://${upload[1]}/${url.searchParams.get('name')}`, text)
    const given = upload
      ? handle({ method: 'upload', body: text })
      : handle({ method: url.pathname.split(':').at(-1) as Request['method'], body: JSON.parse(text) })
    if ('silence' in given) return
    const status = 'error' in given ? (httpStatus[given.error as number] ?? 500) : 200
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(
        JSON.stringify(
          'error' in given
            ? { error: { code: status, message: 'message' in given ? given.message : '' } }
            : given,
        ),
      )
  })
  rest.listen(0, '127.0.0.1')
  await once(rest, 'listening')
  const restPort = (rest.address() as AddressInfo).port
  onTestFinished(async () => {
    server.forceShutdown()
    rest.closeAllConnections()
    await new Promise((resolve) => rest.close(resolve))
  })

  const authClient = new googleAuthLibrary.PassThroughClient()
  return {
    requests,
    /** The options that lead the real client here, by transport. */
    options: {
      grpc: {
        apiEndpoint: '127.0.0.1',
        port: grpcPort,
        sslCreds: grpc.credentials.createInsecure(),
        authClient,
      } as ClientOptions,
      rest: { apiEndpoint: '127.0.0.1', port: restPort, protocol: 'http', authClient } as ClientOptions,
    },
    storage: `http://127.0.0.1:${restPort}`,
  }
}
