import type { FastifyInstance } from 'fastify'

/** Every route of an application, as "METHOD /path", out of the tree that Fastify prints; HEAD goes with GET. */
export const routesOf = (app: Pick<FastifyInstance, 'printRoutes'>): string[] => {
  const tree = app.printRoutes({ commonPrefix: false })
  const path: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^(.*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!found) return []
    const [, indent, part, methods = ''] = found
    path.splice(indent!.length / 4, Number.POSITIVE_INFINITY, part!)
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path.join('')}`)
  })
}
