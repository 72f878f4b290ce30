import type { Live } from '../../protocol/frames.ts'
import { PRESENCE_COALESCE_MS, PRESENCE_LEASE_MS } from '../../protocol/limits.ts'
import type { Sessions } from './sessions.ts'

/** Milliseconds between looks at the leases while the room is awake. */
export const LEASE_LOOK_MS = 15_000
/**
 * Milliseconds after which a quiet room wakes to look at them: each time costs some seconds awake,
 * so a room where nobody talks learns late that somebody vanished.
 */
export const LEASE_WAKE_MS = 5 * 60_000

/**
 * Who is here: people with a socket that has said hello and has been heard of within the lease, as
 * a tab that vanishes may leave its socket open. Changes are gathered for a moment, so that a
 * storm of reconnections is one frame and a reload is none.
 */
export class Presence {
  readonly #sessions: Sessions
  readonly #announce: (frame: Live) => void
  /** Whom the others believe to be here. */
  #shown = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #lookedAt = 0

  constructor(sessions: Sessions, announce: (frame: Live) => void) {
    this.#sessions = sessions
    this.#announce = announce
    for (const [, { userId, isShown }] of sessions.entries()) if (isShown) this.#shown.add(userId)
  }

  here(now: number): Set<string> {
    const here = new Set<string>()
    for (const [socket, session] of this.#sessions.entries()) {
      if (session.phase === 'new' || here.has(session.userId)) continue
      if (now - this.#sessions.heardAt(socket) < PRESENCE_LEASE_MS) here.add(session.userId)
    }
    return here
  }

  /** Whether there is anybody to tell of somebody else's lease. */
  get isShared(): boolean {
    return this.#shown.size > 1
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
    this.#shown.add(userId)
    this.changed()
  }

  /** @returns whether it is time to look at the leases again */
  isLookDue(now: number): boolean {
    return Math.abs(now - this.#lookedAt) >= LEASE_LOOK_MS
  }

  /** Tells at once whose lease has run out, and who was heard of again after theirs had. */
  look(now: number): void {
    this.#lookedAt = now
    this.#tell(this.here(now))
  }

  #tell(now: Set<string>): void {
    const here = [...now.difference(this.#shown)]
    const gone = [...this.#shown.difference(now)]
    if (here.length + gone.length === 0) return
    this.#shown = now
    const changed = new Set([...here, ...gone])
    for (const [socket, { userId }] of this.#sessions.entries())
      if (changed.has(userId)) this.#sessions.show(socket, now.has(userId))
    this.#announce({ type: 'live', presence: { here, gone } })
  }
}
