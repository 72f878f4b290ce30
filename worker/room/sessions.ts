import { Heard, type SocketHost } from '../objects/heard.ts'
import { type Phase, type Session, sessionSchema } from './session.ts'

/**
 * The sockets of the room and who stands behind each. The truth is the attachment that the
 * platform keeps with the socket; the maps are rebuilt from it when the object wakes.
 */
export class Sessions {
  readonly #host: SocketHost
  readonly #sessions = new Map<WebSocket, Session>()
  readonly #live = new Set<WebSocket>()
  readonly #heard: Heard
  #firstEnd = Number.POSITIVE_INFINITY

  constructor(host: SocketHost) {
    this.#host = host
    this.#heard = new Heard(host)
    for (const socket of host.getWebSockets()) {
      const session = attached(socket)
      if (session !== undefined) this.#keep(socket, session)
    }
  }

  /** The sockets that have said hello. */
  *entered(): Iterable<WebSocket> {
    for (const [socket, { phase }] of this.#sessions) if (phase !== 'new') yield socket
  }

  /** The sockets that get events as they happen. */
  get live(): ReadonlySet<WebSocket> {
    return this.#live
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0
  }

  of(socket: WebSocket): Session | undefined {
    return this.#sessions.get(socket)
  }

  entries(): IterableIterator<[WebSocket, Session]> {
    return this.#sessions.entries()
  }

  /** A user's sockets, oldest first. */
  ofUser(userId: string): WebSocket[] {
    return [...this.#sessions]
      .filter(([, session]) => session.userId === userId)
      .sort(([, a], [, b]) => a.connectedAt - b.connectedAt)
      .map(([socket]) => socket)
  }

  /** The sockets of one sign-in. */
  ofSession(sessionId: string): WebSocket[] {
    return [...this.#sessions]
      .filter(([, session]) => session.sessionId === sessionId)
      .map(([socket]) => socket)
  }

  /** Those whose sign-in has ended. Asked before every frame, so it looks only when one may have. */
  expired(now: number): WebSocket[] {
    if (now < this.#firstEnd) return []
    const ends = [...this.#sessions]
    this.#firstEnd = Math.min(...ends.map(([, { expiresAt }]) => expiresAt).filter(at => at > now))
    return ends.filter(([, { expiresAt }]) => expiresAt <= now).map(([socket]) => socket)
  }

  accept(socket: WebSocket, session: Session): void {
    this.#host.acceptWebSocket(socket)
    this.#save(socket, session)
  }

  /** @returns the session as it is now, or undefined when it has ended */
  enter(socket: WebSocket, phase: Phase, v?: number): Session | undefined {
    const session = this.#sessions.get(socket)
    return session && this.#save(socket, { ...session, phase, v: v ?? session.v })
  }

  /** Remembers, over sleep too, what the others were told of a socket's user. */
  show(socket: WebSocket, shown: Pick<Session, 'isShown' | 'isShownAway'>): void {
    const session = this.#sessions.get(socket)
    if (session === undefined) return
    const { isShown, isShownAway } = shown
    if (session.isShown !== isShown || session.isShownAway !== isShownAway)
      this.#save(socket, { ...session, isShown, isShownAway })
  }

  /** A socket's user has turned away from it, or is back. @returns whether that is new */
  turn(socket: WebSocket, isAway: boolean): boolean {
    const session = this.#sessions.get(socket)
    if (session === undefined || session.isAway === isAway) return false
    this.#save(socket, { ...session, isAway })
    return true
  }

  /** @returns the session that ended, or undefined when it had ended before */
  end(socket: WebSocket): Session | undefined {
    // A socket whose close woke the object may be missing from the list it woke with.
    const session = this.#sessions.get(socket) ?? attached(socket)
    this.#sessions.delete(socket)
    this.#live.delete(socket)
    socket.serializeAttachment(null)
    return session
  }

  /** A frame came over the socket. */
  spoke(socket: WebSocket, now: number): void {
    this.#heard.spoke(socket, now)
  }

  /** When a socket was last heard of, in milliseconds since 1970. */
  heardAt(socket: WebSocket): number {
    return this.#heard.at(socket, this.#sessions.get(socket)?.connectedAt)
  }

  #save(socket: WebSocket, session: Session): Session {
    socket.serializeAttachment(session)
    this.#keep(socket, session)
    return session
  }

  #keep(socket: WebSocket, session: Session): void {
    this.#sessions.set(socket, session)
    this.#firstEnd = Math.min(this.#firstEnd, session.expiresAt)
    if (session.phase === 'live') this.#live.add(socket)
    else this.#live.delete(socket)
  }
}

function attached(socket: WebSocket): Session | undefined {
  return sessionSchema.safeParse(socket.deserializeAttachment()).data
}
