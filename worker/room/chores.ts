import type { Alarms } from '../objects/alarms.ts'
import type { Administration } from './administration.ts'
import type { Audience } from './audience.ts'
import { Eraser, type EraserParts } from './eraser.ts'
import type { Log } from './log.ts'
import { LogWindow } from './log-window.ts'
import { MarksOutbox, type MarksOutboxParts } from './marks-outbox.ts'
import type { Members } from './members.ts'
import type { Meta } from './meta.ts'
import { Outbox, type OutboxParts } from './outbox.ts'
import { LEASE_WAKE_MS } from './presence.ts'
import type { Found, Registration } from './registration.ts'
import type { Retention } from './retention.ts'

/** Milliseconds between two looks for messages that are to disappear: each alarm looks after everything else, too. */
const DISAPPEARING_EVERY_MS = 1_000
/** Milliseconds after which a chore that failed comes again. What it met it meets then. */
const AGAIN_MS = LEASE_WAKE_MS

export interface ChoresParts {
  log: Log
  meta: Meta
  members: Pick<Members, 'count'>
  quarantine: OutboxParts['quarantine']
  erasures: EraserParts['erasures']
  messages: EraserParts['messages']
  retention: Retention
  marks: MarksOutboxParts['marks']
  audience: Pick<Audience, 'look' | 'presence' | 'isEmpty'>
  administration: Pick<Administration, 'disappearing' | 'schedule' | 'removal'>
  alarms: Alarms
  record: OutboxParts['record']
  /** Keeps marks of a room for good. */
  mark: (roomId: string, ...marks: Parameters<MarksOutboxParts['write']>) => Promise<void>
  erase: EraserParts['erase']
  registration: Registration
  windowEvents: number
  clock: () => number
  random: () => number
  warn: OutboxParts['warn']
}

/**
 * What the room does when nobody asks. One alarm serves all of it: each chore says when it has to come next, and the
 * earliest of those wakes the room.
 */
export class Chores {
  readonly #parts: ChoresParts
  readonly #window: LogWindow
  readonly outbox: Outbox
  readonly marksOutbox: MarksOutbox
  readonly eraser: Eraser

  constructor(parts: ChoresParts) {
    const { log, meta, members, mark, windowEvents } = parts
    this.#parts = parts
    this.#window = new LogWindow(log, meta, windowEvents)
    this.outbox = new Outbox({ ...parts, memberCount: () => members.count })
    this.marksOutbox = new MarksOutbox({
      ...parts,
      write: followings => mark(meta.room.id, followings),
      isReady: () => this.outbox.isDrained,
    })
    this.eraser = new Eraser(parts)
  }

  /** After a long sleep or a crash: what is owed is on its way. */
  wake(): void {
    const { retention, administration } = this.#parts
    this.outbox.wake()
    this.marksOutbox.wake()
    this.eraser.wake()
    retention.wake()
    this.#comeBack(administration.disappearing.firstAt)
    this.#comeBack(administration.schedule.firstAt)
    this.#comeBack(administration.removal.firstAt)
  }

  /** The alarm has gone off: does what is due, and sees to it that it goes off for the rest. */
  async rang(): Promise<void> {
    const { alarms, administration, audience, retention, clock } = this.#parts
    const { disappearing, schedule, removal } = administration
    alarms.rang()
    // What is to be gone by now does not wait for Postgres.
    await this.#try('disappearing', () => disappearing.step(), DISAPPEARING_EVERY_MS)
    audience.look(clock())
    await this.#try('schedule', () => schedule.step())
    await this.outbox.step()
    await this.marksOutbox.drain()
    await this.eraser.step()
    await retention.step()
    if (this.#window.prune()) this.#comeBack(clock())
    this.#comeBack(removal.blank())
    this.outbox.wake()
    this.watchLeases()
  }

  /** The sweeper comes by, and sees to it that what is owed is on its way. */
  sweep(): Found {
    const { alarms, registration, audience, meta, clock } = this.#parts
    audience.look(clock())
    const progress = registration.swept(this.outbox.isDrained, meta.watermark)
    if (progress !== 'drained') alarms.renew(clock())
    return { progress, live: !audience.isEmpty }
  }

  /** Something may have to be said earlier than was known. */
  awaitScheduled(): void {
    this.#comeBack(this.#parts.administration.schedule.firstAt)
  }

  /** Sees to it that a quiet room finds out who has vanished from it. */
  watchLeases(): void {
    const { audience, clock } = this.#parts
    if (audience.presence.isShared) this.#comeBack(clock() + LEASE_WAKE_MS)
  }

  /** Does what says itself when it has to come next. @param leastMs milliseconds until then at least */
  async #try(
    what: 'disappearing' | 'schedule',
    step: () => number | undefined | Promise<number | undefined>,
    leastMs = 0,
  ): Promise<void> {
    const { clock, warn } = this.#parts
    try {
      const next = await step()
      if (next !== undefined) this.#comeBack(Math.max(next, clock() + leastMs))
    } catch (error) {
      warn(`${what}.failed`, { error })
      this.#comeBack(clock() + AGAIN_MS)
    }
  }

  /** @param at milliseconds since 1970; undefined when there is nothing to come back for */
  #comeBack(at: number | undefined): void {
    if (at !== undefined) this.#parts.alarms.ensure(at)
  }
}
