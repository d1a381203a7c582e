import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Change } from '../../http/changes.ts'

/** What is to be looked at again after a change: the beginnings of the queries' keys. */
const stale = ({ kind, slug, locale, id }: Change): (readonly unknown[])[] => {
  switch (kind) {
    case 'translation':
      return [['translation', slug, locale], ['release', slug], ['releases'], ['waiting']]
    case 'comment':
      return [['comments', slug, locale], ['waiting']]
    case 'edition':
      return [['release', slug], ['editions', slug], ['waiting']]
    case 'dispatch':
      return [['dispatches', slug], ['dispatch', id], ['release', slug], ['waiting']]
    case 'release':
      return [['release', slug], ['releases'], ['waiting'], ['translation', slug]]
    case 'terms':
      return [['terms']]
    case 'presence':
      return []
  }
}

let connected = true
const watchers = new Set<() => void>()
const setConnected = (now: boolean) => {
  if (connected === now) return
  connected = now
  for (const watch of watchers) watch()
}

/** Whether the server can be heard. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => connected,
  )

const listeners = new Set<(change: Change) => void>()

/** Hands on each change of the server's while the component is shown. */
export const useChanges = (listener: (change: Change) => void): void => {
  useEffect(() => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [listener])
}

const follow = (client: QueryClient) => {
  const source = new EventSource('/api/changes')
  const lookAgain = () => void client.invalidateQueries()
  let wasLost = false
  source.onopen = () => {
    setConnected(true)
    if (wasLost) lookAgain()
    wasLost = false
  }
  source.onerror = () => {
    wasLost = true
    setConnected(false)
  }
  source.addEventListener('missed', lookAgain)
  source.onmessage = ({ data }) => {
    const change = JSON.parse(data) as Change
    for (const queryKey of stale(change)) void client.invalidateQueries({ queryKey })
    for (const listener of listeners) listener(change)
  }
  return () => source.close()
}

/** Keeps everything on the screen up to date while somebody is signed in. */
export const useLive = (): void => {
  const client = useQueryClient()
  useEffect(() => follow(client), [client])
}
