import { call, Offline, Problem } from '../../api/client.ts'
import type { Segment } from '../../api/types.ts'
import { drop, type Kept, keep, recall } from './keep.ts'

/** Where a text stands on its way to the server. */
export type State = 'saved' | 'typed' | 'saving' | 'offline' | 'refused' | 'conflict'

/** A segment's text as it is on this screen. */
export interface Cell {
  text: string
  /** What the server had when this text was begun, and its version. */
  base: string
  version: number
  state: State
  /** Why the server refused it. */
  problem: string | null
  /** What somebody else has made of it meanwhile. */
  theirs: { text: string; version: number } | null
}

/** In ms after the last keystroke. */
const PAUSE = 600
const RETRY = 3000

/** A segment's text as the server has it. */
type ServerText = Pick<Segment, 'id' | 'target' | 'version'>

interface Saved {
  id: string
  text: string
  version: number
}

/**
 * The texts of a translation while somebody works on them: what is typed is kept in the browser at once and saved in a
 * moment, one request at a time, never in the middle of a composition; and what somebody else wrote is never
 * overwritten unseen.
 */
export class Edits {
  #cells = new Map<string, Cell>()
  #watchers = new Map<string, Set<() => void>>()
  #anyWatchers = new Set<() => void>()
  #composing = false
  #busy = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Grows with every change of any text. */
  generation = 0
  readonly #path: string
  readonly #look: () => Promise<ServerText[]>

  /** @param look asks again what the server has; after each save, and where it was refused */
  constructor(slug: string, locale: string, look: () => Promise<ServerText[]>) {
    this.#path = `/api/releases/${slug}/translations/${locale}/segments`
    this.#look = look
  }

  get = (id: string): Cell | undefined => this.#cells.get(id)

  subscribe = (id: string, watch: () => void): (() => void) => {
    const watchers = this.#watchers.get(id) ?? new Set()
    this.#watchers.set(id, watchers.add(watch))
    return () => watchers.delete(watch)
  }

  subscribeAll = (watch: () => void): (() => void) => {
    this.#anyWatchers.add(watch)
    return () => this.#anyWatchers.delete(watch)
  }

  /** The texts that the server does not have yet. */
  proposed = (): { segmentId: string; text: string }[] =>
    [...this.#cells]
      .filter(([, { state }]) => state !== 'saved')
      .map(([segmentId, { text }]) => ({ segmentId, text }))

  /** The worst of all states, for one line about the whole. */
  state = (): State => {
    const all = new Set([...this.#cells.values()].map(({ state }) => state))
    return (
      (['conflict', 'refused', 'offline', 'saving', 'typed'] as const).find((one) => all.has(one)) ?? 'saved'
    )
  }

  #set(id: string, change: Partial<Cell>) {
    const cell = this.#cells.get(id)!
    this.#cells.set(id, { ...cell, ...change })
    this.generation++
    for (const watch of this.#watchers.get(id) ?? []) watch()
    for (const watch of this.#anyWatchers) watch()
  }

  /** Takes in what the server has. What is typed here stays, and what contradicts it is shown beside it. */
  serverHas(segments: ServerText[]) {
    for (const { id, target, version } of segments) {
      const cell = this.#cells.get(id)
      if (!cell) this.#begin(id, target, version, recall(id))
      else if (cell.state === 'saving' || version < cell.version) continue
      else if (cell.state === 'saved') {
        if (cell.version !== version || cell.text !== target)
          this.#set(id, { text: target, base: target, version })
      } else if (cell.text === target) this.#settle(id, target, version)
      else if (cell.version !== version)
        this.#set(id, { state: 'conflict', theirs: { text: target, version } })
    }
    if (this.state() === 'typed') this.#later(PAUSE)
  }

  #begin(id: string, target: string, version: number, kept: Kept | null) {
    const clean: Cell = { text: target, base: target, version, state: 'saved', problem: null, theirs: null }
    if (!kept || kept.text === target) {
      drop(id)
      this.#cells.set(id, clean)
    } else if (kept.version === version) this.#cells.set(id, { ...clean, text: kept.text, state: 'typed' })
    else {
      this.#cells.set(id, {
        ...clean,
        text: kept.text,
        version: kept.version,
        state: 'conflict',
        theirs: { text: target, version },
      })
    }
    this.generation++
  }

  #settle(id: string, text: string, version: number) {
    drop(id)
    this.#set(id, { text, base: text, version, state: 'saved', problem: null, theirs: null })
  }

  /** A text was typed, or put in. */
  type(id: string, text: string) {
    const cell = this.#cells.get(id)!
    if (cell.text === text) return
    keep(id, { text, version: cell.version })
    const state = cell.state === 'conflict' || cell.state === 'saving' ? cell.state : 'typed'
    this.#set(id, { text, state, problem: null })
    this.#later(PAUSE)
  }

  /** An input method is at work: a text in the making is not saved. */
  compose(on: boolean) {
    this.#composing = on
    if (!on) this.#later(PAUSE)
  }

  /** Ends a conflict: with one's own text over theirs, or with theirs. */
  resolve(id: string, whose: 'mine' | 'theirs') {
    const { theirs, text } = this.#cells.get(id)!
    if (!theirs) return
    if (whose === 'theirs') return this.#settle(id, theirs.text, theirs.version)
    keep(id, { text, version: theirs.version })
    this.#set(id, { version: theirs.version, base: theirs.text, state: 'typed', theirs: null })
    this.#later(0)
  }

  #later(wait: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), wait)
  }

  /** Saves what is to be saved, now. Resolves when nothing is on its way any more. */
  save = async (): Promise<void> => {
    clearTimeout(this.#timer)
    if (this.#busy || this.#composing) return
    const wanted = [...this.#cells].filter(([, { state }]) => state === 'typed' || state === 'offline')
    if (wanted.length === 0) return
    this.#busy = true
    for (const [id] of wanted) this.#set(id, { state: 'saving' })
    try {
      const edits = wanted.map(([segmentId, { text, version }]) => ({ segmentId, text, version }))
      const { segments } = await call<{ segments: Saved[] }>('PATCH', this.#path, { edits })
      const sent = new Map(wanted.map(([id, { text }]) => [id, text]))
      for (const { id, text, version } of segments) {
        const { text: now } = this.#cells.get(id)!
        if (now === sent.get(id)) this.#settle(id, text, version)
        else {
          keep(id, { text: now, version })
          this.#set(id, { base: text, version, state: 'typed' })
        }
      }
    } catch (error) {
      this.#failed(
        wanted.map(([id]) => id),
        error,
      )
    } finally {
      this.#busy = false
    }
    this.serverHas(await this.#look())
  }

  #failed(ids: string[], error: unknown) {
    const unanswered = error instanceof Offline || (error instanceof Problem && error.status >= 500)
    // Where the session has ended, the text is kept here until they are back.
    const passes = unanswered || (error instanceof Problem && error.status === 401)
    const conflict = error instanceof Problem && error.code === 'edit-conflict'
    const state = passes ? 'offline' : conflict ? 'typed' : 'refused'
    const problem = state === 'refused' ? (error as Error).message : null
    for (const id of ids) this.#set(id, { state, problem })
    if (unanswered) setTimeout(() => void this.save(), RETRY)
  }
}
