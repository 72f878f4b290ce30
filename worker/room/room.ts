import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { Member, Role, Room as RoomCard } from '../../protocol/events.ts'
import { ROOM_MEMBERS_MAX, SOCKETS_PER_USER } from '../../protocol/limits.ts'
import type { History, HistoryQuery, RoomAnswer } from '../../protocol/rest.ts'
import type { Identity, Profile } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Alarms } from './alarms.ts'
import { Batch, type Waiting } from './batch.ts'
import { repeat } from './commands/send.ts'
import { dispatch } from './dispatch.ts'
import { type Effect, refuse } from './effects.ts'
import { deliver, fanout } from './fanout.ts'
import { HelloWatch } from './hello-watch.ts'
import { history } from './history.ts'
import { Limiter } from './limiter.ts'
import { Log } from './log.ts'
import { Members } from './members.ts'
import { Meta } from './meta.ts'
import { Outbox, type OutboxParts, type RoomRecord } from './outbox.ts'
import { Presence } from './presence.ts'
import { Quarantine } from './quarantine.ts'
import { newSession } from './session.ts'
import { Sessions, type SocketHost } from './sessions.ts'
import type { RoomView } from './view.ts'

/** Milliseconds a control operation waits for Postgres to follow; it has happened either way. */
const DRAIN_WAIT_MS = 2_000

export interface RoomParts {
  sql: SqlStorage
  sockets: SocketHost
  alarms: Alarms
  record: RoomRecord
  clock: () => number
  random: () => number
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
  readonly #members: Members
  readonly #sessions: Sessions
  readonly #presence: Presence
  readonly #hellos: HelloWatch
  readonly #limiter = new Limiter()
  readonly #batch: Batch
  readonly #outbox: Outbox

  constructor(parts: RoomParts) {
    const { sql, sockets, clock } = parts
    this.#parts = parts
    this.#meta = new Meta(sql)
    this.#log = new Log(sql)
    this.#members = new Members(sql)
    this.#sessions = new Sessions(sockets)
    this.#presence = new Presence(
      this.#sessions,
      frame => fanout(this.#sessions, JSON.stringify(frame)),
      clock(),
    )
    this.#batch = new Batch({
      log: this.#log,
      clock,
      audience: () => this.#sessions.live.size,
      flushed: json => this.#flushed(json),
      repeated: ({ draft, from }, event) => this.#tell(from, repeat(draft, event)),
      failed: (waiting, error) => this.#failed(waiting, error),
    })
    this.#outbox = new Outbox({
      ...parts,
      log: this.#log,
      meta: this.#meta,
      quarantine: new Quarantine(sql),
    })
    this.#hellos = new HelloWatch(socket => this.#close(socket, CLOSE.helloTimeout, 'no hello'))
    for (const [socket, session] of this.#sessions.entries())
      if (session.phase === 'new') this.#hellos.expect(socket)
  }

  /** Writes the first page of a new room: what it is, and who made it. */
  begin(room: RoomCard, owner: Profile): void {
    this.#meta.begin(room, crypto.randomUUID())
    this.#batch.add({ type: 'room.created', by: owner.id, room })
    this.#admit(owner, 'owner')
  }

  /** After a long sleep or a crash: what was not carried to Postgres yet, will be. */
  wake(): void {
    this.#outbox.wake()
  }

  get card(): RoomCard {
    return this.#meta.room
  }

  /** The room as a member sees it. To others a private room does not exist. */
  look(userId: string): Outcome<RoomAnswer> {
    const me = this.#members.current(userId)
    return me === undefined ? this.#stranger() : done({ room: this.card, me })
  }

  join(profile: Profile): Outcome<RoomAnswer> {
    const known = this.look(profile.id)
    if (known.ok) return known
    if (this.card.visibility !== 'public') return refused('not_found')
    if (this.#members.count >= ROOM_MEMBERS_MAX) return refused('room_full')
    return done({ room: this.card, me: this.#admit(profile, 'member') })
  }

  history(userId: string, query: HistoryQuery): Outcome<History> {
    if (this.#members.current(userId) === undefined) return this.#stranger()
    return done(history(this.#log, query))
  }

  /** @returns the code to close a new socket with, or undefined when it was taken in */
  connect(socket: WebSocket, identity: Identity): CloseCode | undefined {
    const access = this.look(identity.id)
    if (!access.ok) return access.problem === 'not_found' ? CLOSE.noSuchRoom : CLOSE.forbidden
    const [oldest, ...rest] = this.#sessions.ofUser(identity.id)
    if (oldest !== undefined && rest.length + 1 >= SOCKETS_PER_USER)
      this.#close(oldest, CLOSE.tooMany, 'too many sockets')
    this.#sessions.accept(socket, newSession(identity, this.#parts.clock()))
    this.#hellos.expect(socket)
    return undefined
  }

  receive(socket: WebSocket, data: string | ArrayBuffer): void {
    const session = this.#sessions.of(socket)
    if (session === undefined) return
    const now = this.#parts.clock()
    if (!this.#limiter.frame(socket, now)) {
      this.#close(socket, CLOSE.tooMany, 'too many frames')
      return
    }
    this.#sessions.spoke(socket, now)
    this.#tell(socket, dispatch(this.#view(now), session, data))
  }

  disconnect(socket: WebSocket): void {
    this.#hellos.settle(socket)
    const session = this.#sessions.end(socket)
    if (session !== undefined && session.phase !== 'new') this.#presence.departed(session.userId)
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
    await this.#outbox.drain()
    this.#outbox.wake()
  }

  #stranger(): Outcome<never> {
    return refused(this.card.visibility === 'public' ? 'not_a_member' : 'not_found')
  }

  #admit({ id, username, displayName }: Profile, role: Role): Member {
    const member: Member = { id, username, displayName, role, joinedAt: this.#parts.clock() }
    this.#batch.add({ type: 'member.joined', by: id, member })
    this.#batch.flush()
    this.#members.put(member)
    return member
  }

  #view(now: number): RoomView {
    return {
      now,
      meta: this.#meta,
      log: this.#log,
      members: this.#members,
      presence: this.#presence,
      batch: this.#batch,
      limiter: this.#limiter,
    }
  }

  #tell(socket: WebSocket | undefined, effects: readonly Effect[]): void {
    if (socket !== undefined) for (const effect of effects) this.#perform(socket, effect)
  }

  #perform(socket: WebSocket, effect: Effect): void {
    switch (effect.kind) {
      case 'reply':
        deliver(socket, JSON.stringify(effect.frame))
        break
      case 'enter':
        this.#hellos.settle(socket)
        this.#sessions.enter(socket, effect.phase)
        this.#presence.changed()
        break
      case 'append':
        this.#batch.add(effect.draft, socket)
        break
      case 'close':
        this.#close(socket, effect.code, effect.reason)
        break
      default:
        effect satisfies never
    }
  }

  #close(socket: WebSocket, code: CloseCode, reason: string): void {
    this.disconnect(socket)
    try {
      socket.close(code, reason)
    } catch {
      // It has closed already.
    }
  }

  #flushed(json: string): void {
    fanout(this.#sessions, `{"type":"events","events":${json}}`)
    this.#outbox.wake()
  }

  /** The log refused a whole batch: everyone in it learns that nothing was stored. */
  #failed(waiting: readonly Waiting[], error: unknown): void {
    this.#parts.warn('log.failed', { events: waiting.length, error })
    for (const { draft, from } of waiting)
      if ('cid' in draft) this.#tell(from, [refuse('internal', { cid: draft.cid })])
  }
}
