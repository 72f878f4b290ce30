import type { Live as LiveFrame } from '../../protocol/frames.ts'
import { PRESENCE_LEASE_MS, WELCOME_HERE } from '../../protocol/limits.ts'
import type { Live, News, Source } from './live.ts'
import type { Sessions } from './sessions.ts'

/** Milliseconds between looks at the leases while the room is awake. */
export const LEASE_LOOK_MS = 15_000
/**
 * Milliseconds after which a quiet room wakes to look at them: each time costs some seconds awake,
 * so a room where nobody talks learns late that somebody vanished.
 */
export const LEASE_WAKE_MS = 5 * 60_000

export interface PresenceParts {
  sessions: Sessions
  live: Pick<Live, 'soon' | 'now'>
  /** Somebody is not here any more, and was last at `at` (milliseconds since 1970). */
  left: (userId: string, at: number) => void
}

type Change = NonNullable<LiveFrame['presence']>

/**
 * Who is here: people with a socket that has said hello and has been heard of within the lease, as
 * a tab that vanishes may leave its socket open. Whoever has turned away from all of those is here and away. A
 * reload, and a look at another window, are told to nobody.
 */
export class Presence implements Source {
  readonly #parts: PresenceParts
  /** Whom the others believe to be here, and of those, away. */
  #shown = new Set<string>()
  #shownAway = new Set<string>()
  /** Who has come since the others were told; newcomers know of them already. */
  readonly #arrived = new Set<string>()
  /**
   * Whose socket has closed since then, and when they were last there: some may have been told of them, in this
   * life or an earlier.
   */
  readonly #departed = new Map<string, number>()
  #lookedAt = 0

  constructor(parts: PresenceParts) {
    this.#parts = parts
    for (const [, { userId, isShown, isShownAway }] of parts.sessions.entries()) {
      if (isShown) this.#shown.add(userId)
      if (isShown && isShownAway) this.#shownAway.add(userId)
    }
  }

  here(now: number): Set<string> {
    return new Set(this.#standing(now).keys())
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

  /** Who of those is believed to have turned away. */
  get believedAway(): ReadonlySet<string> {
    return this.#shownAway
  }

  /** A socket has said hello. */
  arrived(socket: WebSocket, userId: string): void {
    const isShownAway = this.#shownAway.has(userId)
    if (this.#shown.has(userId)) this.#parts.sessions.show(socket, { isShown: true, isShownAway })
    else this.#arrived.add(userId)
    this.#parts.live.soon()
  }

  /** A socket that had said hello has closed. @param at when its user was last there */
  departed(userId: string, at: number): void {
    this.#departed.set(userId, Math.max(at, this.#departed.get(userId) ?? 0))
    this.#parts.live.soon()
  }

  /** Somebody has turned away from a socket, or is back at it. */
  turned(socket: WebSocket, isAway: boolean): void {
    if (this.#parts.sessions.turn(socket, isAway)) this.#parts.live.soon()
  }

  /** @returns whether it is time to look at the leases again */
  isLookDue(now: number): boolean {
    return Math.abs(now - this.#lookedAt) >= LEASE_LOOK_MS
  }

  /** Tells whose lease has run out, and who was heard of again after theirs had. */
  look(now: number): void {
    this.#lookedAt = now
    this.#parts.live.now(now)
  }

  news(at: number): News | undefined {
    const standing = this.#standing(at)
    const now = new Set(standing.keys())
    const awayNow = new Set([...standing].filter(([, isAway]) => isAway).map(([id]) => id))
    const here = [...now.difference(this.#shown)]
    const gone = [...this.#shown.union(new Set(this.#departed.keys())).difference(now)]
    const away = [...awayNow.difference(this.#shownAway)]
    const back = [...this.#shownAway.difference(awayNow).intersection(now)]
    if (gone.length > 0) this.#leave(gone)
    this.#arrived.clear()
    this.#departed.clear()
    if (here.length + gone.length + away.length + back.length === 0) return undefined
    const wasCrowded = this.#shown.size > WELCOME_HERE
    this.#shown = now
    this.#shownAway = awayNow
    this.#remember(new Set([...here, ...gone, ...away, ...back]))
    const count = now.size
    // Of a crowd everybody is told how many there are; once it has thinned out, who they are.
    if (count > WELCOME_HERE)
      return here.length + gone.length > 0 ? { presence: { here: [], gone: [], count } } : {}
    if (wasCrowded)
      return { presence: { here: [...now], gone, ...aside([...awayNow]), count, whole: true } }
    return { presence: { here, gone, ...aside(away, back), count } }
  }

  /** Who is here, and whether they have turned away from every socket that was heard of. */
  #standing(now: number): Map<string, boolean> {
    const standing = new Map<string, boolean>()
    const { sessions } = this.#parts
    for (const [socket, { userId, phase, isAway }] of sessions.entries()) {
      if (phase === 'new' || standing.get(userId) === false) continue
      if (now - sessions.heardAt(socket) < PRESENCE_LEASE_MS) standing.set(userId, isAway)
    }
    return standing
  }

  /** What the others are told of these people outlives a sleep. */
  #remember(changed: ReadonlySet<string>): void {
    const { sessions } = this.#parts
    for (const [socket, { userId }] of sessions.entries())
      if (changed.has(userId))
        sessions.show(socket, {
          isShown: this.#shown.has(userId),
          isShownAway: this.#shownAway.has(userId),
        })
  }

  /** Those whose lease has run out have a socket yet, which knows when they were heard of. */
  #leave(gone: readonly string[]): void {
    const { sessions, left } = this.#parts
    const lastAt = new Map(gone.map(id => [id, this.#departed.get(id) ?? 0]))
    for (const [socket, { userId }] of sessions.entries()) {
      const known = lastAt.get(userId)
      if (known !== undefined) lastAt.set(userId, Math.max(known, sessions.heardAt(socket)))
    }
    for (const [userId, at] of lastAt) left(userId, at)
  }
}

/** Who turned away and who is back, where anybody did. */
function aside(away: string[], back: string[] = []): Pick<Change, 'away' | 'back'> {
  return { ...(away.length > 0 && { away }), ...(back.length > 0 && { back }) }
}
