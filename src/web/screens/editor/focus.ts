/** The segment that is being worked on, and the way from one to the next. */
export class Focus {
  active: string | null = null
  order: string[] = []
  #watchers = new Set<() => void>()

  subscribe = (watch: () => void): (() => void) => {
    this.#watchers.add(watch)
    return () => this.#watchers.delete(watch)
  }

  /** A segment has the caret. */
  enter(id: string) {
    if (this.active === id) return
    this.active = id
    for (const watch of this.#watchers) watch()
  }

  /** Brings the caret to a segment. */
  go(id: string) {
    this.enter(id)
    const row = document.getElementById(`segment-${id}`)
    row?.scrollIntoView({ block: 'nearest' })
    const field = row?.querySelector<HTMLElement>('textarea, [data-text]')
    field?.focus({ preventScroll: true })
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length)
  }

  /** Brings the caret on by some segments, or to the next that `wanted` wants. */
  step(by: 1 | -1, wanted: (id: string) => boolean = () => true) {
    const from = this.active === null ? (by > 0 ? -1 : this.order.length) : this.order.indexOf(this.active)
    for (let at = from + by; at >= 0 && at < this.order.length; at += by)
      if (wanted(this.order[at]!)) return this.go(this.order[at]!)
  }
}
