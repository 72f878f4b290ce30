import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { Room as RoomCard } from '../../protocol/events.ts'
import type { RoomAnswer } from '../../protocol/rest.ts'
import type { Identity, Profile } from '../domain/identity.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Alarms } from '../objects/alarms.ts'
import { Administration } from './administration.ts'
import { Audience } from './audience.ts'
import { Batch, type Draft, type Waiting, type Written } from './batch.ts'
import { dispatch } from './dispatch.ts'
import { Eraser, type EraserParts } from './eraser.ts'
import { Erasures } from './erasures.ts'
import { Limiter } from './limiter.ts'
import { Log, type Masked } from './log.ts'
import { LogWindow } from './log-window.ts'
import { Marks } from './marks.ts'
import { MarksOutbox, type MarksOutboxParts } from './marks-outbox.ts'
import { Members } from './members.ts'
import { Deletions } from './messages/deletions.ts'
import { Messages } from './messages/messages.ts'
import { Meta } from './meta.ts'
import { Older, type RoomArchive } from './older.ts'
import { OlderPages } from './older-pages.ts'
import type { Actor, OperationName } from './operations.ts'
import { Outbox, type OutboxParts, type RoomRecord } from './outbox.ts'
import { Pace } from './pace.ts'
import { LEASE_WAKE_MS } from './presence.ts'
import { Quarantine } from './quarantine.ts'
import type { Found, Registration } from './registration.ts'
import { Responder } from './responder.ts'
import { Retention, type RetentionParts } from './retention.ts'
import type { SocketHost } from './sessions.ts'
import type { RoomView } from './view.ts'

/** Milliseconds a control operation waits for Postgres to follow; it has happened either way. */
const DRAIN_WAIT_MS = 2_000
/** Milliseconds between two looks for messages that are to disappear. */
const DISAPPEARING_EVERY_MS = 1_000

export interface RoomParts {
  sql: SqlStorage
  transaction: (writes: () => void) => void
  sockets: SocketHost
  alarms: Alarms
  record: RoomRecord
  /** Keeps marks of a room for good. */
  mark: (roomId: string, ...marks: Parameters<MarksOutboxParts['write']>) => Promise<void>
  archive: RoomArchive
  erase: EraserParts['erase']
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
  warn: OutboxParts['warn']
}

/**
 * A room: the only door to its log. Everything in memory is a cache of its SQLite and its sockets'
 * attachments; put the collaborators together anew and it goes on.
 */
export class Room {
  readonly #parts: RoomParts
  readonly #meta: Meta
  readonly #log: Log
  readonly #window: LogWindow
  readonly #older: Older
  readonly #erasures: Erasures
  readonly #deletions: Deletions
  readonly #retention: Retention
  readonly #eraser: Eraser
  readonly #members: Members
  readonly #messages: Messages
  readonly #pace: Pace
  readonly #administration: Administration
  readonly #audience: Audience
  readonly #marks: Marks
  readonly #marksOutbox: MarksOutbox
  readonly #limiter: Limiter
  readonly #batch: Batch
  readonly #responder: Responder
  readonly #outbox: Outbox
  readonly #lost = new WeakSet<Draft>()

  constructor(parts: RoomParts) {
    const { sql, clock, registration } = parts
    const quarantine = new Quarantine(sql)
    this.#parts = parts
    this.#meta = new Meta(sql)
    this.#erasures = new Erasures(sql)
    this.#deletions = new Deletions(sql)
    const lasting: Masked = events => this.#retention.masked(this.#erasures.masked(events))
    const masked: Masked = events => lasting(this.#deletions.masked(events))
    this.#log = new Log(sql, masked, lasting)
    this.#window = new LogWindow(this.#log, this.#meta, parts.windowEvents)
    this.#limiter = new Limiter(parts.sendsPerSecond)
    this.#older = new Older(parts.archive, quarantine, this.#meta, masked)
    this.#messages = new Messages({
      sql,
      log: this.#log,
      meta: this.#meta,
      older: this.#older,
      masked,
    })
    this.#retention = new Retention({
      ...parts,
      log: this.#log,
      meta: this.#meta,
      messages: this.#messages,
    })
    this.#members = new Members(sql)
    this.#pace = new Pace(sql)
    this.#marks = new Marks({
      ...parts,
      memberCount: () => this.#members.count,
      changed: () => this.#audience.live.soon(),
      saved: () => this.#marksOutbox.saved(),
    })
    this.#audience = new Audience({
      sockets: parts.sockets,
      clock,
      registration,
      marks: this.#marks,
      left: (userId, at) => this.#marks.seen(userId, at),
      announced: () => this.#watchLeases(),
    })
    this.#administration = new Administration({
      sql,
      members: this.#members,
      erasures: this.#erasures,
      deletions: this.#deletions,
      log: this.#log,
      meta: this.#meta,
      messages: this.#messages,
      older: this.#older,
      pace: this.#pace,
      presence: this.#audience.presence,
      marks: this.#marks,
      clock,
      wait: userId => this.#limiter.change(userId, clock()),
      waitToRead: userId => this.#limiter.page(userId, clock()),
      record: (...written) => this.#record(written),
      shutOut: userId => this.#audience.shutOut(userId),
      close: () => this.#audience.closeAll(CLOSE.noSuchRoom, 'the room was deleted'),
    })
    this.#batch = new Batch({
      log: this.#log,
      transaction: parts.transaction,
      clock,
      audience: () => this.#audience.size,
      flushed: json => this.#flushed(json),
      repeated: (waiting, recorded) => this.#responder.repeated(waiting, recorded),
      failed: (waiting, error) => this.#failed(waiting, error),
    })
    this.#responder = new Responder({
      ...parts,
      audience: this.#audience,
      batch: this.#batch,
      messages: this.#messages,
      older: this.#older,
      marks: this.#marks,
      olderPages: new OlderPages({ ...parts, older: this.#older }),
      view: () => this.#view(clock()),
    })
    this.#outbox = new Outbox({
      ...parts,
      log: this.#log,
      meta: this.#meta,
      quarantine,
      memberCount: () => this.#members.count,
    })
    this.#marksOutbox = new MarksOutbox({
      ...parts,
      marks: this.#marks,
      write: followings => parts.mark(this.#meta.room.id, followings),
      isReady: () => this.#outbox.isDrained,
    })
    this.#eraser = new Eraser({
      ...parts,
      erasures: this.#erasures,
      log: this.#log,
      meta: this.#meta,
      messages: this.#messages,
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
    this.#record([
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
    this.#outbox.wake()
    this.#marksOutbox.wake()
    this.#eraser.wake()
    this.#retention.wake()
    const { disappearing, schedule } = this.#administration
    for (const at of [disappearing.firstAt, schedule.firstAt])
      if (at !== undefined) this.#parts.alarms.ensure(at)
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
    if (name === 'schedule') this.#awaitScheduled()
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
    const erasure = this.#erasures.of(userId)
    if (erasure === undefined || erasure.stage === 'done') return true
    // What is in memory was read before.
    this.#log.forgetHead()
    this.#parts.alarms.renew(this.#parts.clock())
    return false
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
    await Promise.race([this.#outbox.drain(), promise])
    clearTimeout(timer)
  }

  /** The alarm. Never throws: the platform drops an alarm that fails too often. */
  async rang(): Promise<void> {
    this.#parts.alarms.rang()
    // What is to be gone by now does not wait for Postgres.
    this.#disappear()
    this.#audience.look(this.#parts.clock())
    await this.#sayScheduled()
    await this.#outbox.drain()
    await this.#marksOutbox.drain()
    await this.#eraser.step()
    await this.#retention.step()
    if (this.#window.prune()) this.#parts.alarms.ensure(this.#parts.clock())
    this.#blank()
    this.#outbox.wake()
    this.#watchLeases()
  }

  /** Takes out of the log what was removed too long ago to come back. */
  #blank(): void {
    const next = this.#administration.removal.blank()
    if (next !== undefined) this.#parts.alarms.ensure(next)
  }

  /** Removes what was to be there for a while only. What it met is met again at the next alarm. */
  #disappear(): void {
    const { alarms, clock, warn } = this.#parts
    try {
      const next = this.#administration.disappearing.step()
      // Many at a time: each alarm looks after everything else, too.
      if (next !== undefined) alarms.ensure(Math.max(next, clock() + DISAPPEARING_EVERY_MS))
    } catch (error) {
      warn('disappearing.failed', { error })
      alarms.ensure(clock() + LEASE_WAKE_MS)
    }
  }

  #awaitScheduled(): void {
    const first = this.#administration.schedule.firstAt
    if (first !== undefined) this.#parts.alarms.ensure(first)
  }

  /** Says what its author wanted to be said by now. */
  async #sayScheduled(): Promise<void> {
    const { alarms, clock, warn } = this.#parts
    try {
      const next = await this.#administration.schedule.step()
      if (next !== undefined) alarms.ensure(next)
    } catch (error) {
      warn('schedule.failed', { error })
      alarms.ensure(clock() + LEASE_WAKE_MS)
    }
  }

  /** The sweeper comes by, and sees to it that what is owed is on its way. */
  sweep(): Found {
    const { alarms, registration, clock } = this.#parts
    this.#audience.look(clock())
    const progress = registration.swept(this.#outbox.isDrained, this.#meta.watermark)
    if (progress !== 'drained') alarms.renew(clock())
    return { progress, live: !this.#audience.isEmpty }
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

  #record(written: readonly Written[]): void {
    for (const one of written) this.#batch.wait(one)
    this.#batch.flush()
    if (!written.some(({ draft }) => this.#lost.has(draft))) return
    this.#members.forget()
    this.#erasures.forget()
    this.#deletions.forget()
    this.#messages.forget()
    this.#administration.card.forget()
    throw new Error('the log did not take it')
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
    this.#outbox.wake()
  }

  /** The log refused a whole batch: everyone in it learns that nothing was stored. */
  #failed(waiting: readonly Waiting[], error: unknown): void {
    this.#parts.warn('log.failed', { events: waiting.length, error })
    const code = isStorageFull(error) ? 'room_storage_full' : 'internal'
    for (const one of waiting) {
      this.#lost.add(one.draft)
      this.#responder.failed(one, code)
    }
  }

  /** Sees to it that a quiet room finds out who has vanished from it. */
  #watchLeases(): void {
    const { alarms, clock } = this.#parts
    if (this.#audience.presence.isShared) alarms.ensure(clock() + LEASE_WAKE_MS)
  }
}

/** SQLite's own words; the platform gives no code (https://www.sqlite.org/rescode.html#full). */
function isStorageFull(error: unknown): boolean {
  return error instanceof Error && /SQLITE_FULL|database or disk is full/.test(error.message)
}
