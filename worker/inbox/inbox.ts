import { CLOSE, type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import type { ErrorFrame } from '../../protocol/frames.ts'
import {
  type InboxClientFrame,
  type InboxFrame,
  type InboxHello,
  inboxClientFrameSchemas,
} from '../../protocol/inbox-frames.ts'
import { INBOX_SOCKETS_MAX, INBOX_VERSION, SILENCE_MAX_MS } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import { deliver } from '../objects/fanout.ts'
import { aboutOf, readFrame } from '../objects/frame.ts'
import type { SocketHost } from '../objects/heard.ts'
import { HelloWatch } from '../objects/hello-watch.ts'
import { Unavailable } from '../unavailable.ts'
import type { Answer, Report } from './believed.ts'
import { newDevice } from './device.ts'
import { Devices } from './devices.ts'
import { Limiter } from './limiter.ts'
import { Watching, type WatchingParts } from './watching.ts'
import { Whereabouts, type WhereaboutsParts } from './whereabouts.ts'

/** Milliseconds after which a client may ask again for what could not be had. */
const ASK_AGAIN_MS = 5_000

export interface InboxParts
  extends Omit<WhereaboutsParts, 'devices' | 'drop'>,
    Pick<WatchingParts, 'visible' | 'watch'> {
  /** Whose it is. */
  userId: string
  sockets: SocketHost
  /** Whether a sign-in ended while its socket was still on the way here. */
  hasEnded: (sessionId: string) => boolean
}

/** What crosses rooms for one person: their devices' sockets, how they are there, and how others are. */
export class Inbox {
  readonly #parts: InboxParts
  readonly #devices: Devices
  readonly #whereabouts: Whereabouts
  readonly #watching: Watching
  readonly #limiter = new Limiter()
  readonly #hellos: HelloWatch

  constructor(parts: InboxParts) {
    this.#parts = parts
    this.#devices = new Devices(parts.sockets)
    this.#whereabouts = new Whereabouts({
      ...parts,
      devices: this.#devices,
      drop: id => this.part(id),
    })
    this.#watching = new Watching({
      ...parts,
      devices: this.#devices,
      tell: (socket, frame) => this.#tell(socket, frame),
      failed: (socket, error) => this.#failed(socket, error),
    })
    this.#hellos = new HelloWatch(socket => this.#close(socket, CLOSE.helloTimeout, 'no hello'))
    for (const [socket, { isIn }] of this.#devices.entries()) if (!isIn) this.#hellos.expect(socket)
  }

  /** When the person was last there, in milliseconds since 1970; now, if they are. */
  get lastSeenAt(): number | null {
    return this.#whereabouts.lastSeenAt
  }

  /** @returns the code to close a new socket with, or undefined when it was taken in */
  connect(socket: WebSocket, identity: Identity): CloseCode | undefined {
    if (identity.id !== this.#parts.userId) return CLOSE.forbidden
    if (this.#parts.hasEnded(identity.sessionId)) return CLOSE.unauthenticated
    this.#dropOverdue(this.#parts.clock())
    const { oldest } = this.#devices
    if (oldest !== undefined && this.#devices.size >= INBOX_SOCKETS_MAX)
      this.#close(oldest, CLOSE.tooMany, 'too many sockets')
    this.#devices.accept(socket, newDevice(identity, this.#parts.clock()))
    this.#hellos.expect(socket)
    return undefined
  }

  receive(socket: WebSocket, data: string | ArrayBuffer): void {
    const device = this.#devices.of(socket)
    if (device === undefined) return
    const now = this.#parts.clock()
    if (!this.#limiter.frame(socket, now)) {
      this.#close(socket, CLOSE.tooMany, 'too many frames')
      return
    }
    if (device.expiresAt <= now) {
      this.#close(socket, CLOSE.unauthenticated, 'sign in again')
      return
    }
    this.#devices.spoke(socket, now)
    // A device of which nothing was heard for long, and that is there after all.
    if (device.isIn && this.#whereabouts.isBelievedGone) this.#whereabouts.soon()
    const read = readFrame(inboxClientFrameSchemas, data)
    if (read.kind === 'close') this.#close(socket, read.code, read.reason)
    else if (read.kind === 'refused') this.#refuse(socket, read.code, read.about, read.message)
    else if (read.frame.type === 'hello') this.#hello(socket, read.frame, device.isIn)
    else if (!device.isIn) this.#refuse(socket, 'hello_required', aboutOf(read.frame))
    else this.#perform(socket, read.frame)
  }

  disconnect(socket: WebSocket): void {
    this.#gone(socket)
  }

  /** A sign-in has ended: so do its sockets. @returns how many they were */
  endSession(sessionId: string): number {
    const ending = this.#devices.entries().filter(([, device]) => device.sessionId === sessionId)
    for (const [socket] of ending) this.#close(socket, CLOSE.unauthenticated, 'signed out')
    return ending.length
  }

  /** The person has no account any more. Whoever watched them is told that they are gone, and not since when. */
  async erase(): Promise<void> {
    for (const [socket] of this.#devices.entries())
      this.#close(socket, CLOSE.unauthenticated, 'signed out')
    await this.#whereabouts.erase()
  }

  /** Somebody who may know wants to be told how this person is there. @returns how they are now */
  watched(watcherId: string): Answer {
    return this.#whereabouts.watched(watcherId)
  }

  /** Somebody's inbox tells how they are there. @returns whether anybody here wants to know */
  told(id: string, report: Report): boolean {
    return this.#watching.told(id, report)
  }

  /** These two are to know nothing more of each other. */
  part(id: string): void {
    this.#whereabouts.part(id)
    this.#watching.part(id)
  }

  /** The alarm. Never throws: the platform drops an alarm that fails too often. */
  async rang(): Promise<void> {
    const { alarms, clock } = this.#parts
    alarms.rang()
    this.#dropOverdue(clock())
    await this.#whereabouts.rang()
  }

  #dropOverdue(now: number): void {
    for (const [socket, code] of this.#devices.overdue(SILENCE_MAX_MS, now))
      this.#close(socket, code, 'overdue')
  }

  #hello(socket: WebSocket, { v, away }: InboxHello, isRepeated: boolean): void {
    if (v !== INBOX_VERSION) {
      this.#close(socket, CLOSE.version, `this inbox speaks v${INBOX_VERSION}`)
      return
    }
    if (isRepeated) {
      this.#refuse(socket, 'hello_repeated')
      return
    }
    this.#hellos.settle(socket)
    const awayAt = away ? this.#parts.clock() : null
    this.#devices.change(socket, { isIn: true, awayAt })
    this.#tell(socket, { type: 'welcome', v, me: this.#parts.userId })
    this.#whereabouts.now()
  }

  #perform(socket: WebSocket, frame: Exclude<InboxClientFrame, InboxHello>): void {
    switch (frame.type) {
      case 'presence':
        this.#turn(socket, frame.away)
        break
      case 'watch':
        this.#parts.background(this.#startWatching(socket, frame.ids))
        break
      default:
        frame satisfies never
    }
  }

  #turn(socket: WebSocket, isAway: boolean): void {
    const wasAway = this.#devices.of(socket)?.awayAt !== null
    if (wasAway === isAway) return
    this.#devices.change(socket, { awayAt: isAway ? this.#parts.clock() : null })
    this.#whereabouts.soon()
  }

  async #startWatching(socket: WebSocket, ids: readonly string[]): Promise<void> {
    const people = this.#watching.unknownIn(ids)
    const wait = this.#limiter.watch(people, this.#parts.clock())
    if (wait > 0) {
      this.#refuse(socket, 'rate_limited', { retryAfter: wait })
      return
    }
    try {
      await this.#watching.watch(socket, [...new Set(ids)])
    } catch (error) {
      this.#failed(socket, error)
    }
  }

  #failed(socket: WebSocket, error: unknown): void {
    if (!(error instanceof Unavailable)) throw error
    this.#parts.warn('inbox.watch', { part: error.part, reason: error.message })
    this.#refuse(socket, 'unavailable', { retryAfter: ASK_AGAIN_MS })
  }

  /** Nobody whose sign-in has run out is told anything more. */
  #tell(socket: WebSocket, frame: InboxFrame): void {
    const device = this.#devices.of(socket)
    if (device === undefined) return
    if (device.expiresAt <= this.#parts.clock())
      this.#close(socket, CLOSE.unauthenticated, 'sign in again')
    else deliver(socket, JSON.stringify(frame))
  }

  #refuse(
    socket: WebSocket,
    code: FrameErrorCode,
    about: Pick<ErrorFrame, 'cid' | 'field' | 'retryAfter'> = {},
    message: string = FRAME_ERRORS[code],
  ): void {
    this.#tell(socket, { type: 'error', code, message, ...about })
  }

  #close(socket: WebSocket, code: CloseCode, reason: string): void {
    this.#gone(socket)
    try {
      socket.close(code, reason)
    } catch {
      // It has closed already.
    }
  }

  #gone(socket: WebSocket): void {
    this.#hellos.settle(socket)
    const now = this.#parts.clock()
    if (!this.#devices.end(socket, now)) return
    this.#watching.forget()
    this.#whereabouts.look(now)
  }
}
