/** Keeps what somebody types in this browser, under a name of theirs, so that a reload loses nothing. */
export const keep = (name: string, value: unknown): boolean => {
  try {
    localStorage.setItem(name, JSON.stringify(value))
    return true
  } catch {
    // The browser's room is full.
    return false
  }
}

export const kept = <T>(name: string): T | null => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as T | null
  } catch {
    return null
  }
}

export const forget = (name: string): void => localStorage.removeItem(name)
