import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { Room as RoomCard } from '../../protocol/events.ts'
import type { RoomAnswer } from '../../protocol/rest.ts'
import type { Identity, Profile } from '../domain/identity.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Alarms } from '../objects/alarms.ts'
import type { SocketHost } from '../objects/heard.ts'
import { Administration } from './administration.ts'
import { Audience } from './audience.ts'
import { Batch, type Draft } from './batch.ts'
import { Chores, type ChoresParts } from './chores.ts'
import { dispatch } from './dispatch.ts'
import { Erasures } from './erasures.ts'
import { Limiter } from './limiter.ts'
import { Log, type Masked } from './log.ts'
import { Marks } from './marks.ts'
import { Members } from './members.ts'
import { Deletions } from './messages/deletions.ts'
import { Messages } from './messages/messages.ts'
import { Meta } from './meta.ts'
import { Older, type RoomArchive } from './older.ts'
import { OlderPages } from './older-pages.ts'
import type { Actor, OperationName } from './operations.ts'
import { Pace } from './pace.ts'
import { Quarantine } from './quarantine.ts'
import { Recorder } from './recorder.ts'
import type { Found, Registration } from './registration.ts'
import { Responder } from './responder.ts'
import { Retention, type RetentionParts } from './retention.ts'
import type { RoomView } from './view.ts'

/** Milliseconds a control operation waits for Postgres to follow; it has happened either way. */
const DRAIN_WAIT_MS = 2_000

export interface RoomParts {
  sql: SqlStorage
  transaction: (writes: () => void) => void
  sockets: SocketHost
  alarms: Alarms
  record: ChoresParts['record']
  mark: ChoresParts['mark']
  archive: RoomArchive
  erase: ChoresParts['erase']
  expire: RetentionParts['expire']
  registration: Registration
  /** Events the room holds itself. */
  windowEvents: number
  /** Messages that one user may go on sending. */
  sendsPerSecond: number
  clock: () => number
  random: () => number
  /** Goes on with work that nobody waits for, and reports what it throws. */
  background: (work: Promise<void>) => void
  warn: ChoresParts['warn']
}

/**
 * A room: the only door to its log. Everything in memory is a cache of its SQLite and its sockets'
 * attachments; put the collaborators together anew and it goes on.
 */
export class Room {
  readonly #parts: RoomParts
  readonly #meta: Meta
  readonly #log: Log
  readonly #erasures: Erasures
  readonly #members: Members
  readonly #messages: Messages
  readonly #pace: Pace
  readonly #administration: Administration
  readonly #audience: Audience
  readonly #marks: Marks
  readonly #limiter: Limiter
  readonly #batch: Batch
  readonly #responder: Responder
  readonly #recorder: Recorder
  readonly #chores: Chores

  constructor(parts: RoomParts) {
    const { sql, clock } = parts
    const meta = new Meta(sql)
    const quarantine = new Quarantine(sql)
    const erasures = new Erasures(sql)
    const deletions = new Deletions(sql)
    const lasting: Masked = events => retention.masked(erasures.masked(events))
    const masked: Masked = events => lasting(deletions.masked(events))
    const log = new Log(sql, masked, lasting)
    const older = new Older(parts.archive, quarantine, meta, masked)
    const messages = new Messages({ sql, log, meta, older, masked })
    const retention = new Retention({ ...parts, log, meta, messages })
    const members = new Members(sql)
    const pace = new Pace(sql)
    const marks = new Marks({
      ...parts,
      memberCount: () => members.count,
      changed: () => this.#audience.live.soon(),
      saved: () => this.#chores.marksOutbox.saved(),
    })
    const kept = { ...parts, meta, log, older, messages, members, erasures, deletions, pace, marks }
    this.#parts = parts
    this.#meta = meta
    this.#log = log
    this.#messages = messages
    this.#members = members
    this.#erasures = erasures
    this.#pace = pace
    this.#marks = marks
    this.#limiter = new Limiter(parts.sendsPerSecond)
    this.#audience = new Audience({
      ...parts,
      marks,
      left: (userId, at) => marks.seen(userId, at),
      announced: () => this.#chores.watchLeases(),
    })
    this.#administration = new Administration({
      ...kept,
      presence: this.#audience.presence,
      wait: userId => this.#limiter.change(userId, clock()),
      waitToRead: userId => this.#limiter.page(userId, clock()),
      record: (...written) => this.#recorder.record(written),
      shutOut: userId => this.#audience.shutOut(userId),
      close: () => this.#audience.closeAll(CLOSE.noSuchRoom, 'the room was deleted'),
    })
    this.#batch = new Batch({
      ...{ log, clock, transaction: parts.transaction },
      audience: () => this.#audience.size,
      flushed: json => this.#flushed(json),
      repeated: (waiting, recorded) => this.#responder.repeated(waiting, recorded),
      failed: (waiting, error) => this.#recorder.failed(waiting, error),
    })
    this.#responder = new Responder({
      ...kept,
      audience: this.#audience,
      batch: this.#batch,
      olderPages: new OlderPages({ ...parts, older }),
      view: () => this.#view(clock()),
    })
    this.#recorder = new Recorder({
      batch: this.#batch,
      caches: [members, erasures, deletions, messages, this.#administration.card],
      refuse: (one, code) => this.#responder.failed(one, code),
      warn: parts.warn,
    })
    this.#chores = new Chores({
      ...{ ...kept, quarantine, retention },
      audience: this.#audience,
      administration: this.#administration,
    })
  }

  /** Writes the first page of a new room: what it is, and who made it. */
  begin(room: RoomCard, owner: Profile): void {
    this.#meta.begin(room, crypto.randomUUID())
    this.#batch.wait({ draft: { type: 'room.created', by: owner.id, room } })
    this.#administration.membership.admit(owner, 'owner')
  }

  /** Writes the first page of a conversation: all of them belong to it from the start. */
  converse(room: RoomCard, people: readonly Profile[]): void {
    this.#meta.begin(room, crypto.randomUUID())
    const opened: Draft = { type: 'room.created', by: room.createdBy, room }
    this.#recorder.record([
      { draft: opened },
      ...people.map(person => this.#administration.membership.admission(person, 'member')),
    ])
  }

  /** A conversation as one of its people sees it. Whoever had left comes back. */
  reopen(opener: Profile): Outcome<RoomAnswer> {
    const isGone = this.#members.departed(opener.id) !== undefined
    if (isGone && this.#erasures.of(opener.id) === undefined)
      this.#administration.membership.admit(opener, 'member')
    return this.look(opener)
  }

  /** The room as one of its members sees it. */
  look(profile: Profile): Outcome<RoomAnswer> {
    return this.#administration.membership.look({ ...profile, isAdmin: false })
  }

  /** After a long sleep or a crash: what was not carried to Postgres yet, will be. */
  wake(): void {
    this.#chores.wake()
  }

  get card(): RoomCard {
    return this.#meta.room
  }

  /** Answers what somebody asks who need not have a socket here. */
  async operate(name: OperationName, actor: Actor, input: unknown): Promise<Outcome<unknown>> {
    // Each takes what it says it takes: only the Worker asks, by the type of `Operations`.
    const operation = this.#administration.operations[name] as (
      actor: Actor,
      input: unknown,
    ) => Outcome<unknown> | Promise<Outcome<unknown>>
    if (name === 'join') this.#bringUpToDate(actor)
    // Whoever has to go may have something waiting, which is to go with the rest.
    // And what one does to a message is decided by what one did to it before.
    if (name === 'remove' || name === 'amend') this.#batch.flush()
    const before = this.#log.head
    const answer = await operation(actor, input)
    if (this.#log.head > before) await this.follow()
    if (name === 'schedule') this.#chores.awaitScheduled()
    return answer
  }

  /**
   * A person has deleted their account: from here on nobody is told of them, and what is written of
   * them is gone through in the background. Asking again sets lost alarms anew.
   * @param purged whether what they said goes, too
   * @returns whether nothing is left to do
   */
  erase(userId: string, purged: boolean): boolean {
    this.#audience.signOut(userId)
    this.#administration.membership.erase(userId, purged)
    this.#administration.schedule.forget(userId)
    this.#audience.live.settle()
    this.#marks.forget(userId)
    return this.#chores.eraser.resume(userId)
  }

  /** @returns the code to close a new socket with, or undefined when it was taken in */
  connect(socket: WebSocket, identity: Identity): CloseCode | undefined {
    const me = this.#administration.authority.memberOf(identity.id)
    if (!me.ok) return me.problem === 'not_a_member' ? CLOSE.forbidden : CLOSE.noSuchRoom
    if (this.#audience.hasEnded(identity.sessionId)) return CLOSE.unauthenticated
    this.#bringUpToDate(identity)
    if (identity.readReceipts !== undefined) this.#marks.keep(identity.id, !identity.readReceipts)
    this.#audience.accept(socket, identity)
    return undefined
  }

  receive(socket: WebSocket, data: string | ArrayBuffer): void {
    const session = this.#audience.of(socket)
    if (session === undefined) return
    const now = this.#parts.clock()
    if (!this.#limiter.frame(socket, now)) {
      this.#audience.close(socket, CLOSE.tooMany, 'too many frames')
      return
    }
    this.#audience.heard(socket, now)
    this.#responder.perform(socket, dispatch(this.#view(now), session, data))
  }

  disconnect(socket: WebSocket): void {
    this.#audience.gone(socket)
  }

  /** A sign-in has ended: so do its sockets. */
  endSession(sessionId: string): number {
    return this.#audience.endSession(sessionId)
  }

  /** Waits until Postgres has followed, or is found to be away. */
  async follow(): Promise<void> {
    this.#batch.flush()
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, DRAIN_WAIT_MS)
    await Promise.race([this.#chores.outbox.drain(), promise])
    clearTimeout(timer)
  }

  /** The alarm. Never throws: the platform drops an alarm that fails too often. */
  async rang(): Promise<void> {
    await this.#chores.rang()
  }

  /** The sweeper comes by. */
  sweep(): Found {
    return this.#chores.sweep()
  }

  /** The server is about to restart: everything is on its way, and everybody is told. */
  async restart(): Promise<number> {
    await this.follow()
    this.#batch.flush()
    const told = this.#audience.closeAll(CLOSE.restart, 'the server restarts')
    this.#audience.live.settle()
    this.#audience.register()
    return told
  }

  /**
   * A name that could not be told to the room when it changed comes with its bearer. Should it not be
   * taken now either, it comes again.
   */
  #bringUpToDate(profile: Profile): void {
    try {
      this.#administration.membership.rename(profile)
    } catch (error) {
      this.#parts.warn('rename.failed', { error })
    }
  }

  #view(now: number): RoomView {
    return {
      now,
      meta: this.#meta,
      log: this.#log,
      members: this.#members,
      presence: this.#audience.presence,
      marks: this.#marks,
      card: this.#administration.card,
      pace: this.#pace,
      batch: this.#batch,
      messages: this.#messages,
      amending: this.#administration.amending,
      disappearing: this.#administration.disappearing,
      limiter: this.#limiter,
    }
  }

  #flushed(json: string): void {
    this.#audience.tellEvents(json, this.#log.head)
    this.#chores.outbox.wake()
  }
}
