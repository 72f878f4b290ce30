import type { Presence } from '../../protocol/inbox-frames.ts'
import { LESS_AFTER_MS } from '../../protocol/limits.ts'
import { isLess } from '../domain/presence.ts'
import type { Alarms } from '../objects/alarms.ts'
import { Spaced } from '../objects/spaced.ts'
import { type Answer, Believed } from './believed.ts'
import type { Devices } from './devices.ts'
import { Telling, type TellingParts } from './telling.ts'
import { Watchers } from './watchers.ts'

/** Milliseconds after which an inbox whose person is believed to be there wakes to see whether they are. */
export const LEASE_WAKE_MS = 5 * 60_000
/** Milliseconds after which those are told again who did not answer. */
const RETELL_MS = 30_000

export interface WhereaboutsParts
  extends Pick<TellingParts, 'visible' | 'tell' | 'drop' | 'part' | 'warn'> {
  sql: SqlStorage
  devices: Devices
  alarms: Alarms
  clock: () => number
  /** Goes on with work that nobody waits for, and reports what it throws. */
  background: (work: Promise<void>) => void
}

/** How one person is there, by their devices, and as those believe who watch them. */
export class Whereabouts {
  readonly #parts: WhereaboutsParts
  readonly #believed: Believed
  readonly #watchers: Watchers
  readonly #telling: Telling
  readonly #spaced: Spaced

  constructor(parts: WhereaboutsParts) {
    this.#parts = parts
    this.#believed = new Believed(parts.sql)
    this.#watchers = new Watchers(parts.sql)
    this.#telling = new Telling({
      ...parts,
      watchers: this.#watchers,
      report: () => this.#believed.report,
      isCheckDue: () => this.#believed.takeCheck(),
    })
    this.#spaced = new Spaced({ act: now => this.look(now), clock: parts.clock })
  }

  /** Whether the others believe that the person is not there. */
  get isBelievedGone(): boolean {
    return this.#believed.report.presence === 'offline'
  }

  /** When the person was last there, in milliseconds since 1970; now, if they are. */
  get lastSeenAt(): number | null {
    return this.#believed.leftAt ?? (this.isBelievedGone ? null : this.#parts.clock())
  }

  /** Something has become different with a device: it is told with what else does in a moment. */
  soon(): void {
    this.#spaced.soon()
  }

  /** The same, at once unless something was told a moment ago. */
  now(): void {
    this.#spaced.now(this.#parts.clock())
  }

  /**
   * Compares how the person is there with what the others believe, and tells them.
   * @returns whether they are told something
   */
  look(now: number): boolean {
    const { devices, alarms, background } = this.#parts
    const presence = devices.presence(now)
    const believed = this.#believed.report.presence
    if (presence !== 'offline') this.#believed.back()
    if (presence === believed) return false
    if (isLess(presence, believed)) {
      const at = this.#lessSince(presence, now) + LESS_AFTER_MS
      if (now < at) {
        // Who asks later learns it by asking.
        if (!this.#watchers.isEmpty) alarms.ensure(at)
        return false
      }
    }
    this.#believed.become(presence, presence === 'offline' ? this.#believed.leftAt : null, now)
    this.#setAlarm()
    background(this.#tell())
    return true
  }

  /** Somebody who may know wants to be told from now on. @returns how the person is there */
  watched(watcherId: string): Answer {
    const now = this.#parts.clock()
    const isFirst = this.#watchers.isEmpty
    const isListed = this.#watchers.add(watcherId, now)
    // Nobody has looked for long, and they have left unheard: when is not known.
    if (isFirst && this.#parts.devices.size === 0 && this.#believed.leftAt === null)
      this.#believed.gone(now)
    this.look(now)
    this.#setAlarm()
    return { ...this.#believed.report, isListed }
  }

  /** Somebody is told nothing more. */
  part(watcherId: string): void {
    this.#watchers.remove(watcherId)
  }

  /** The alarm. It takes until everybody was told who is to be. */
  async rang(): Promise<void> {
    if (this.look(this.#parts.clock())) await this.#telling.settled()
    else await this.#telling.owed()
    this.#setAlarm()
  }

  /** The person has no account any more: they are gone, and nobody is told since when. */
  async erase(): Promise<void> {
    this.#believed.become('offline', null, this.#parts.clock())
    await this.#telling.everybody()
  }

  /** Since when the person is less there than the others believe. It is kept: the object may sleep until they are told. */
  #lessSince(presence: Presence, now: number): number {
    const { devices } = this.#parts
    if (presence === 'away') return devices.awayAt
    if (this.#believed.leftAt !== null) return this.#believed.leftAt
    // Of whom nothing was heard in this life of the object, they have left with the one before.
    const leftAt = devices.lastAt || now
    this.#believed.left(leftAt)
    return leftAt
  }

  async #tell(): Promise<void> {
    await this.#telling.everybody()
    this.#setAlarm()
  }

  /** Sees to it that nobody is believed to be there for ever, nor gone, and that nobody stays untold. */
  #setAlarm(): void {
    const { alarms, clock, devices } = this.#parts
    if (this.#watchers.owed().length > 0) alarms.ensure(clock() + RETELL_MS)
    const mayChange = !this.isBelievedGone || devices.size > 0
    if (mayChange && !this.#watchers.isEmpty) alarms.ensure(clock() + LEASE_WAKE_MS)
  }
}
