import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { RoomFrame } from '../../protocol/frames.ts'
import { PRESENCE_LEASE_MS, SILENCE_MAX_MS, SOCKETS_PER_USER } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import { deliver, fanout } from '../objects/fanout.ts'
import type { SocketHost } from '../objects/heard.ts'
import { HelloWatch } from '../objects/hello-watch.ts'
import { Live, type Source } from './live.ts'
import { Presence } from './presence.ts'
import type { Registration } from './registration.ts'
import { newSession, type Phase, type Session } from './session.ts'
import { Sessions } from './sessions.ts'
import { Typing } from './typing.ts'
import { Unread } from './unread.ts'

/** Ended sign-ins that are remembered; the moment they matter for is a short one. */
const ENDED_MAX = 1_000

export interface AudienceParts {
  sockets: SocketHost
  clock: () => number
  registration: Pick<Registration, 'live'>
  /** How far people follow, who has more to tell. */
  marks: Source
  /** Somebody is not here any more, and was last at `at`. */
  left: (userId: string, at: number) => void
  /** The others were told who came or went. */
  announced: () => void
}

/** Everybody with a socket: what they are told, and when they have to go. */
export class Audience {
  readonly #parts: AudienceParts
  readonly #sessions: Sessions
  readonly #hellos: HelloWatch
  readonly #unread = new Unread()
  /** Sign-ins that ended of late; the Worker may have let a socket pass a moment before. */
  readonly #ended = new Set<string>()
  readonly presence: Presence
  readonly #typing: Typing
  /** What is true now and not kept, told now and then. */
  readonly live: Live

  constructor(parts: AudienceParts) {
    this.#parts = parts
    this.#sessions = new Sessions(parts.sockets)
    this.live = new Live({
      sources: () => [this.presence, this.#typing, parts.marks],
      announce: frame => {
        this.#endExpired()
        // To those who still catch up as well: nobody tells them later who came and went meanwhile.
        this.#hand(this.#sessions.entered(), JSON.stringify(frame))
        if (frame.presence !== undefined) parts.announced()
      },
      clock: parts.clock,
    })
    this.presence = new Presence({ ...parts, sessions: this.#sessions, live: this.live })
    this.#typing = new Typing(() => this.live.soon())
    this.#hellos = new HelloWatch(socket => this.close(socket, CLOSE.helloTimeout, 'no hello'))
    for (const [socket, session] of this.#sessions.entries())
      if (session.phase === 'new') this.#hellos.expect(socket)
  }

  /** How many get events as they happen. */
  get size(): number {
    return this.#sessions.live.size
  }

  /** Whether nobody has a socket here. */
  get isEmpty(): boolean {
    return this.#sessions.isEmpty
  }

  of(socket: WebSocket): Session | undefined {
    return this.#sessions.of(socket)
  }

  /** Whether a sign-in ended while its socket was still on the way here. */
  hasEnded(sessionId: string): boolean {
    return this.#ended.has(sessionId)
  }

  accept(socket: WebSocket, identity: Identity): void {
    const [oldest, ...rest] = this.#sessions.ofUser(identity.id)
    if (oldest !== undefined && rest.length + 1 >= SOCKETS_PER_USER)
      this.close(oldest, CLOSE.tooMany, 'too many sockets')
    this.#sessions.accept(socket, newSession(identity, this.#parts.clock()))
    this.#hellos.expect(socket)
  }

  enter(socket: WebSocket, phase: Phase, v?: number): void {
    this.#hellos.settle(socket)
    const session = this.#sessions.enter(socket, phase, v)
    if (session === undefined) return
    this.#unread.joins(socket)
    this.register()
    this.presence.arrived(socket, session.userId)
  }

  /** Somebody writes, or does no more. */
  typing(userId: string, on: boolean, thread: number | undefined): void {
    if (on) this.#typing.writes(userId, thread, this.#parts.clock())
    else this.#typing.stops(userId)
  }

  /** Somebody has said what they were writing. */
  said(userId: string): void {
    this.#typing.said(userId)
  }

  /** A frame came over the socket. */
  heard(socket: WebSocket, now: number): void {
    this.#sessions.spoke(socket, now)
    if (this.presence.isLookDue(now)) this.look(now)
  }

  /** Answers one socket. */
  tell(socket: WebSocket, frame: RoomFrame): void {
    const text = JSON.stringify(frame)
    deliver(socket, text)
    this.#unread.handed(socket, text.length)
    if (this.#isTooSlow(socket)) this.close(socket, CLOSE.tooSlow, 'too slow')
  }

  /**
   * Hands the newest events to everybody live.
   * @param json their array, serialised once for all
   * @param head the seq of the last of them
   */
  tellEvents(json: string, head: number): void {
    this.#endExpired()
    const asks = this.#unread.isTimeToAsk(json.length)
    this.#hand(
      this.#sessions.live,
      `{"type":"events","events":${json}${asks ? ',"confirm":true' : ''}}`,
    )
    if (!asks) return
    this.#unread.asked(head)
    for (const socket of this.#sessions.live)
      if (this.#isTooSlow(socket)) this.close(socket, CLOSE.tooSlow, 'too slow')
  }

  confirmed(socket: WebSocket, seq: number): void {
    this.#unread.confirmed(socket, seq)
  }

  /** A socket asks for the page behind `seq`. */
  askedOn(socket: WebSocket, seq: number): void {
    this.#unread.askedOn(socket, seq)
  }

  /** A socket was handed a page that ends at `seq`; an empty one tells nothing of its reader. */
  paged(socket: WebSocket, seq: number | undefined): void {
    if (seq !== undefined) this.#unread.paged(socket, seq)
  }

  /** Looks after sockets that have fallen silent. */
  look(now: number): void {
    for (const [socket] of [...this.#sessions.entries()])
      if (now - this.#sessions.heardAt(socket) >= SILENCE_MAX_MS)
        this.close(socket, CLOSE.silent, 'not heard of')
    this.presence.look(now)
  }

  /** A person may not read the room any more. */
  shutOut(userId: string): void {
    for (const socket of this.#sessions.ofUser(userId))
      this.close(socket, CLOSE.forbidden, 'not a member any more')
  }

  /** A person has no account any more. */
  signOut(userId: string): void {
    for (const socket of this.#sessions.ofUser(userId))
      this.close(socket, CLOSE.unauthenticated, 'signed out')
  }

  /** A sign-in has ended. @returns how many sockets it had here */
  endSession(sessionId: string): number {
    if (this.#ended.size >= ENDED_MAX) this.#ended.clear()
    this.#ended.add(sessionId)
    const sockets = this.#sessions.ofSession(sessionId)
    for (const socket of sockets) this.close(socket, CLOSE.unauthenticated, 'signed out')
    return sockets.length
  }

  /** @returns how many sockets there were */
  closeAll(code: CloseCode, reason: string): number {
    const sockets = [...this.#sessions.entries()]
    for (const [socket] of sockets) this.close(socket, code, reason)
    return sockets.length
  }

  close(socket: WebSocket, code: CloseCode, reason: string): void {
    this.gone(socket)
    try {
      socket.close(code, reason)
    } catch {
      // It has closed already.
    }
  }

  /** A socket has closed, or will. */
  gone(socket: WebSocket): void {
    this.#hellos.settle(socket)
    const heardAt = this.#sessions.heardAt(socket)
    const session = this.#sessions.end(socket)
    if (session !== undefined && session.phase !== 'new') this.#departed(session, heardAt)
    if (this.isEmpty) this.register()
  }

  /** Tells the registry whether anybody is here: it may believe in sockets of an earlier life. */
  register(): void {
    this.#parts.registration.live(!this.isEmpty)
  }

  /** Who had been silent for long was not here until now. */
  #departed({ userId, connectedAt }: Session, heardAt: number): void {
    const now = this.#parts.clock()
    const lastAt = Math.max(heardAt, connectedAt)
    this.presence.departed(userId, now - lastAt < PRESENCE_LEASE_MS ? now : lastAt)
    if (this.#sessions.ofUser(userId).length === 0) this.#typing.stops(userId)
  }

  #hand(sockets: Iterable<WebSocket>, frame: string): void {
    fanout(sockets, frame)
    this.#unread.handedAll(frame.length)
  }

  #isTooSlow(socket: WebSocket): boolean {
    return this.#unread.isTooMuch(socket, this.#sessions.live.has(socket))
  }

  /** Nobody whose sign-in has run out is handed anything more. */
  #endExpired(): void {
    for (const socket of this.#sessions.expired(this.#parts.clock()))
      this.close(socket, CLOSE.unauthenticated, 'sign in again')
  }
}
