import type { Live } from '../../protocol/frames.ts'
import {
  PRESENCE_COALESCE_MS,
  PRESENCE_LEASE_MS,
  PRESENCE_SPACING_MS,
  WELCOME_HERE,
} from '../../protocol/limits.ts'
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
 * a tab that vanishes may leave its socket open. Changes are gathered for a moment, and for longer while
 * there are more, so that a storm of arrivals is a frame a second and a reload is none.
 */
export class Presence {
  readonly #sessions: Sessions
  readonly #announce: (frame: Live) => void
  /** Whom the others believe to be here. */
  #shown = new Set<string>()
  /** Who has come since the others were told; newcomers know of them already. */
  readonly #arrived = new Set<string>()
  /** Whose socket has closed since then: some may have been told of them, in this life or an earlier. */
  readonly #departed = new Set<string>()
  #toldAt = Number.NEGATIVE_INFINITY
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

  /**
   * Whom a newcomer is told of. Not who is here by the leases of this moment: `live` frames tell what
   * changes in what everybody believes, and would not mention whom only the newcomer took for gone.
   */
  get believed(): Set<string> {
    return this.#shown.union(this.#arrived)
  }

  /** A socket has said hello. */
  arrived(socket: WebSocket, userId: string): void {
    if (this.#shown.has(userId)) this.#sessions.show(socket, true)
    else this.#arrived.add(userId)
    this.#tellSoon()
  }

  /** A socket that had said hello has closed. */
  departed(userId: string): void {
    this.#departed.add(userId)
    this.#tellSoon()
  }

  /** @returns whether it is time to look at the leases again */
  isLookDue(now: number): boolean {
    return Math.abs(now - this.#lookedAt) >= LEASE_LOOK_MS
  }

  /** Tells at once whose lease has run out, and who was heard of again after theirs had. */
  look(now: number): void {
    this.#lookedAt = now
    this.#tell(now)
  }

  /** Says who came or went, if it is still true then. */
  #tellSoon(): void {
    if (this.#timer !== undefined) return
    const spacing = this.#toldAt + PRESENCE_SPACING_MS - Date.now()
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#tell(Date.now())
      },
      Math.min(Math.max(PRESENCE_COALESCE_MS, spacing), PRESENCE_SPACING_MS),
    )
  }

  #tell(at: number): void {
    const now = this.here(at)
    const here = [...now.difference(this.#shown)]
    const gone = [...this.#shown.union(this.#departed).difference(now)]
    this.#arrived.clear()
    this.#departed.clear()
    if (here.length + gone.length === 0) return
    const wasCrowded = this.#shown.size > WELCOME_HERE
    this.#shown = now
    this.#toldAt = at
    const changed = new Set([...here, ...gone])
    for (const [socket, { userId }] of this.#sessions.entries())
      if (changed.has(userId)) this.#sessions.show(socket, now.has(userId))
    const count = now.size
    // Of a crowd everybody is told how many there are; once it has thinned out, who they are.
    if (count > WELCOME_HERE) this.#announce(live({ here: [], gone: [], count }))
    else if (wasCrowded) this.#announce(live({ here: [...now], gone, count, whole: true }))
    else this.#announce(live({ here, gone, count }))
  }
}

function live(presence: NonNullable<Live['presence']>): Live {
  return { type: 'live', presence }
}
