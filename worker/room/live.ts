import type { Live as LiveFrame } from '../../protocol/frames.ts'
import { PRESENCE_COALESCE_MS, PRESENCE_SPACING_MS } from '../../protocol/limits.ts'

/** What is told in a `live` frame. */
export type News = Omit<LiveFrame, 'type'>

/** One who has something to tell now and then. */
export interface Source {
  /**
   * What has become different since it was asked last: from here on it counts as told.
   * @returns undefined when nothing has; nothing to tell, but something done, is `{}`
   */
  news(now: number): News | undefined
}

export interface LiveParts {
  /** In the order in which they are asked: what one finds out, a later one may have to know. */
  sources: () => readonly Source[]
  announce: (frame: LiveFrame) => void
  clock: () => number
}

/**
 * What is true now and not kept: who is here, who writes, how far people have read. It is gathered for a
 * moment, and for longer while there is more, so that everybody gets one frame a second, whatever goes on. There
 * is a timer only while something waits: an armed one keeps the room from sleeping.
 */
export class Live {
  readonly #parts: LiveParts
  #toldAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: LiveParts) {
    this.#parts = parts
  }

  /** A source has something to tell, if it is still true then. */
  soon(): void {
    if (this.#timer !== undefined) return
    const spacing = this.#toldAt + PRESENCE_SPACING_MS - this.#parts.clock()
    // Bounded: a clock that stepped back would put it off by as much.
    const wait = Math.min(Math.max(PRESENCE_COALESCE_MS, spacing), PRESENCE_SPACING_MS)
    this.#timer = setTimeout(() => this.#tell(this.#parts.clock()), wait)
  }

  /** The same, at once unless something was told a moment ago. */
  now(now: number): void {
    if (Math.abs(now - this.#toldAt) < PRESENCE_SPACING_MS) this.soon()
    else this.#tell(now)
  }

  /** Nobody will be there to be told: what is kept of it, is kept now. */
  settle(): void {
    this.#tell(this.#parts.clock())
  }

  #tell(now: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const told = this.#parts.sources().flatMap(source => source.news(now) ?? [])
    if (told.length === 0) return
    this.#toldAt = now
    const news: News = Object.assign({}, ...told)
    if (Object.keys(news).length > 0) this.#parts.announce({ type: 'live', ...news })
  }
}
