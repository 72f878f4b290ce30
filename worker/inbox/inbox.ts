import { CLOSE, type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import type { ErrorFrame } from '../../protocol/frames.ts'
import {
  type InboxClientFrame,
  type InboxFrame,
  type InboxHello,
  inboxClientFrameSchemas,
  type Presence,
} from '../../protocol/inbox-frames.ts'
import {
  INBOX_SOCKETS_MAX,
  INBOX_VERSION,
  LESS_AFTER_MS,
  SILENCE_MAX_MS,
} from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import { isLess } from '../domain/presence.ts'
import type { Alarms } from '../objects/alarms.ts'
import { deliver } from '../objects/fanout.ts'
import { aboutOf, readFrame } from '../objects/frame.ts'
import type { SocketHost } from '../objects/heard.ts'
import { HelloWatch } from '../objects/hello-watch.ts'
import { Spaced } from '../objects/spaced.ts'
import { Unavailable } from '../unavailable.ts'
import { type Answer, Believed, type Report } from './believed.ts'
import { newDevice } from './device.ts'
import { Devices } from './devices.ts'
import { Limiter } from './limiter.ts'
import { Telling, type TellingParts } from './telling.ts'
import { Watchers } from './watchers.ts'
import { Watching, type WatchingParts } from './watching.ts'

/** Milliseconds after which an inbox whose person is believed to be there wakes to see whether they are. */
export const LEASE_WAKE_MS = 5 * 60_000
/** Milliseconds after which those are told again who did not answer. */
const RETELL_MS = 30_000
/** Milliseconds after which a client may ask again for what could not be had. */
const ASK_AGAIN_MS = 5_000
/** Ended sign-ins that are remembered; the moment they matter for is a short one. */
const ENDED_MAX = 1_000

export interface InboxParts {
  /** Whose it is. */
  userId: string
  sql: SqlStorage
  sockets: SocketHost
  alarms: Alarms
  visible: WatchingParts['visible']
  watch: WatchingParts['watch']
  tell: TellingParts['tell']
  part: TellingParts['part']
  clock: () => number
  /** Goes on with work that nobody waits for, and reports what it throws. */
  background: (work: Promise<void>) => void
  warn: TellingParts['warn']
}

/** What crosses rooms for one person: their devices' sockets, how they are there, and how others are. */
export class Inbox {
  readonly #parts: InboxParts
  readonly #devices: Devices
  readonly #believed: Believed
  readonly #watchers: Watchers
  readonly #watching: Watching
  readonly #telling: Telling
  readonly #limiter = new Limiter()
  readonly #hellos: HelloWatch
  readonly #spaced: Spaced
  /** Sign-ins that ended of late; the Worker may have let a socket pass a moment before. */
  readonly #ended = new Set<string>()

  constructor(parts: InboxParts) {
    this.#parts = parts
    this.#devices = new Devices(parts.sockets)
    this.#believed = new Believed(parts.sql)
    this.#watchers = new Watchers(parts.sql)
    this.#watching = new Watching({
      ...parts,
      devices: this.#devices,
      tell: (socket, frame) => this.#tell(socket, frame),
    })
    this.#telling = new Telling({
      ...parts,
      watchers: this.#watchers,
      report: () => this.#believed.report,
    })
    this.#hellos = new HelloWatch(socket => this.#close(socket, CLOSE.helloTimeout, 'no hello'))
    this.#spaced = new Spaced({ act: now => this.#stand(now), clock: parts.clock })
    for (const [socket, { isIn }] of this.#devices.entries()) if (!isIn) this.#hellos.expect(socket)
  }

  /** When the person was last there, in milliseconds since 1970; now, if they are. */
  get lastSeenAt(): number | null {
    const { leftAt, report } = this.#believed
    return leftAt ?? (report.presence === 'offline' ? null : this.#parts.clock())
  }

  /** @returns the code to close a new socket with, or undefined when it was taken in */
  connect(socket: WebSocket, identity: Identity): CloseCode | undefined {
    if (identity.id !== this.#parts.userId) return CLOSE.forbidden
    if (this.#ended.has(identity.sessionId)) return CLOSE.unauthenticated
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
    if (device.isIn && this.#believed.report.presence === 'offline') this.#spaced.soon()
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
    if (this.#ended.size >= ENDED_MAX) this.#ended.clear()
    this.#ended.add(sessionId)
    const ending = this.#devices.entries().filter(([, device]) => device.sessionId === sessionId)
    for (const [socket] of ending) this.#close(socket, CLOSE.unauthenticated, 'signed out')
    return ending.length
  }

  /** The person has no account any more. Whoever watched them is told that they are gone, and not since when. */
  async erase(): Promise<void> {
    for (const [socket] of this.#devices.entries())
      this.#close(socket, CLOSE.unauthenticated, 'signed out')
    this.#believed.become('offline', null, this.#parts.clock())
    await this.#telling.everybody()
  }

  /** Somebody who may know wants to be told how this person is there. @returns how they are now */
  watched(watcherId: string): Answer {
    const now = this.#parts.clock()
    const isFirst = this.#watchers.isEmpty
    const isListed = this.#watchers.add(watcherId, now)
    // Nobody has looked for long, and they have left unheard: when is not known.
    if (isFirst && this.#devices.size === 0 && this.#believed.leftAt === null)
      this.#believed.gone(now)
    this.#stand(now)
    this.#setAlarm()
    return { ...this.#believed.report, isListed }
  }

  /** Somebody's inbox tells how they are there. @returns whether anybody here wants to know */
  told(id: string, report: Report): boolean {
    return this.#watching.told(id, report)
  }

  /** These two are to know nothing more of each other. */
  part(id: string): void {
    this.#watchers.remove(id)
    this.#watching.part(id)
  }

  /** The alarm. Never throws: the platform drops an alarm that fails too often. */
  async rang(): Promise<void> {
    const { alarms, clock } = this.#parts
    alarms.rang()
    const now = clock()
    this.#dropOverdue(now)
    // In either case until everybody was told: should it break off, the platform rings again.
    if (this.#stand(now)) await this.#telling.settled()
    else await this.#telling.owed()
    this.#setAlarm()
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
    this.#spaced.now(this.#parts.clock())
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
    this.#spaced.soon()
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
      if (!(error instanceof Unavailable)) throw error
      this.#parts.warn('inbox.watch', { part: error.part, reason: error.message })
      this.#refuse(socket, 'unavailable', { retryAfter: ASK_AGAIN_MS })
    }
  }

  /**
   * Compares how the person is there with what the others believe, and tells them.
   * @returns whether they are told something
   */
  #stand(now: number): boolean {
    const presence = this.#devices.presence(now)
    const believed = this.#believed.report.presence
    if (presence !== 'offline') this.#believed.back()
    if (presence === believed) return false
    if (isLess(presence, believed)) {
      const at = this.#lessSince(presence, now) + LESS_AFTER_MS
      if (now < at) {
        // Who asks later learns it by asking.
        if (!this.#watchers.isEmpty) this.#parts.alarms.ensure(at)
        return false
      }
    }
    this.#believed.become(presence, presence === 'offline' ? this.#believed.leftAt : null, now)
    this.#setAlarm()
    this.#parts.background(this.#tellWatchers())
    return true
  }

  /** Since when the person is less there than the others believe. It is kept: the object may sleep until they are told. */
  #lessSince(presence: Presence, now: number): number {
    if (presence === 'away') return this.#devices.awayAt
    if (this.#believed.leftAt !== null) return this.#believed.leftAt
    // Of whom nothing was heard in this life of the object, they have left with the one before.
    const leftAt = this.#devices.lastAt || now
    this.#believed.left(leftAt)
    return leftAt
  }

  async #tellWatchers(): Promise<void> {
    await this.#telling.everybody()
    this.#setAlarm()
  }

  /** Sees to it that nobody is believed to be there for ever, nor gone, and that nobody stays untold. */
  #setAlarm(): void {
    const { alarms, clock } = this.#parts
    if (this.#watchers.owed().length > 0) alarms.ensure(clock() + RETELL_MS)
    const isPresent = this.#believed.report.presence !== 'offline' || this.#devices.size > 0
    if (isPresent && !this.#watchers.isEmpty) alarms.ensure(clock() + LEASE_WAKE_MS)
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
    this.#stand(now)
  }
}
