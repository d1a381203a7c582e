import { createList, subscribe } from '../../src/mailing/lists.ts'
import { orderDispatch } from '../../src/mailing/order.ts'
import type { Edition } from '../../src/publishing/model.ts'
import type { Office } from './office.ts'

/** Makes a list with so many subscribers who want an edition. */
export const openList = async ({ deps, publisher }: Office, slug: string, edition: Edition, size: number) => {
  await createList(deps, publisher.id, { slug, name: slug })
  const subscribers = Array.from({ length: size }, (_, n) => ({
    email: `${slug}-${n}@reader.example`,
    name: `Reader ${n}`,
    locale: 'en' as const,
  }))
  await subscribe(deps, publisher.id, slug, edition, subscribers)
}

export const order = ({ deps, publisher }: Office, n: number, lists: string[]) =>
  orderDispatch(deps, publisher.id, `release-${n}`, { lists })
