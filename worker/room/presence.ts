import type { Live } from '../../protocol/frames.ts'
import { PRESENCE_COALESCE_MS, PRESENCE_LEASE_MS } from '../../protocol/limits.ts'
import type { Sessions } from './sessions.ts'

/**
 * Who is here: people with a socket that has said hello and has been heard of within the lease, as
 * a tab that vanishes may leave its socket open. Changes are gathered for a moment, so that a
 * storm of reconnections is one frame and a reload is none.
 */
export class Presence {
  readonly #sessions: Sessions
  readonly #announce: (frame: Live) => void
  #announced: Set<string>
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(sessions: Sessions, announce: (frame: Live) => void, now: number) {
    this.#sessions = sessions
    this.#announce = announce
    this.#announced = this.here(now)
  }

  here(now: number): Set<string> {
    const here = new Set<string>()
    for (const [socket, session] of this.#sessions.entries()) {
      if (session.phase === 'new' || here.has(session.userId)) continue
      if (now - this.#sessions.heardAt(socket) < PRESENCE_LEASE_MS) here.add(session.userId)
    }
    return here
  }

  /** Somebody may have come or gone; says so soon, if it is still true then. */
  changed(): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#tell(this.here(Date.now()))
    }, PRESENCE_COALESCE_MS)
  }

  /** A person who was here when the object slept, and whose socket closed as it woke. */
  departed(userId: string): void {
    this.#announced.add(userId)
    this.changed()
  }

  #tell(now: Set<string>): void {
    const here = [...now.difference(this.#announced)]
    const gone = [...this.#announced.difference(now)]
    this.#announced = now
    if (here.length + gone.length > 0) this.#announce({ type: 'live', presence: { here, gone } })
  }
}
