import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** The list of models of an OpenAI-compatible endpoint, on the loopback; or the status that it answers instead, or nothing. */
export const startModelList = async (answer: string[] | number | 'silence') => {
  const server = createServer((request, response) => {
    if (answer === 'silence') return
    const secret = request.headers.authorization ?? ''
    if (typeof answer === 'number') return void response.writeHead(answer).end(`Incorrect key: ${secret}`)
    response
      .writeHead(request.url === '/v1/models' ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify({ object: 'list', data: answer.map((id) => ({ id, object: 'model' })) }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}
