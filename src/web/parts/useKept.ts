import { useState } from 'react'
import { useMe } from '../api/me.ts'
import { forget, keep, kept } from './store.ts'

/**
 * What somebody is writing, kept in this browser under a name of its own until it is sent: neither a reload nor a closed
 * dialog loses it. @returns the value, how to change it, and how to let it go
 */
export const useKept = <T>(
  name: string,
  empty: T,
): [value: T, change: (value: T) => void, letGo: () => void] => {
  const me = useMe()
  const key = `bayon.kept.${me.id}.${name}`
  const [value, setValue] = useState<T>(() => kept<T>(key) ?? empty)
  const change = (next: T) => {
    if (next === empty) forget(key)
    else keep(key, next)
    setValue(next)
  }
  return [value, change, () => change(empty)]
}
