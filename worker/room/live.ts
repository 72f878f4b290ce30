import type { Live as LiveFrame } from '../../protocol/frames.ts'
import { Spaced } from '../objects/spaced.ts'

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
 * moment, and for longer while there is more, so that everybody gets one frame a second, whatever goes on.
 */
export class Live {
  readonly #parts: LiveParts
  readonly #spaced: Spaced

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.#spaced = new Spaced({ act: now => this.#tell(now), clock: parts.clock })
  }

  /** A source has something to tell, if it is still true then. */
  soon(): void {
    this.#spaced.soon()
  }

  /** The same, at once unless something was told a moment ago. */
  now(now: number): void {
    this.#spaced.now(now)
  }

  /** Nobody will be there to be told: what is kept of it, is kept now. */
  settle(): void {
    this.#spaced.settle()
  }

  #tell(now: number): boolean {
    const told = this.#parts.sources().flatMap(source => source.news(now) ?? [])
    if (told.length === 0) return false
    const news: News = Object.assign({}, ...told)
    if (Object.keys(news).length > 0) this.#parts.announce({ type: 'live', ...news })
    return true
  }
}
