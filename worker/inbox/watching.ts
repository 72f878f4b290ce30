import type { InboxFrame, Standing } from '../../protocol/inbox-frames.ts'
import { inGroups } from '../groups.ts'
import { Spaced } from '../objects/spaced.ts'
import { Unavailable } from '../unavailable.ts'
import type { Report } from './believed.ts'
import type { Devices } from './devices.ts'

/** Inboxes that are asked at the same time. */
const GROUP = 25

export interface WatchingParts {
  devices: Devices
  /** Who of these the person may know of. Throws Unavailable. */
  visible: (ids: readonly string[]) => Promise<string[]>
  /** Asks somebody's inbox to tell this one from now on. Throws Unavailable. */
  watch: (id: string) => Promise<Report>
  tell: (socket: WebSocket, frame: InboxFrame) => void
  clock: () => number
}

/**
 * Of whom this person's devices want to know, and what is known of those. Which device watches whom stands in its
 * attachment; what is known is asked for anew after a sleep.
 */
export class Watching {
  readonly #parts: WatchingParts
  readonly #known = new Map<string, Report>()
  /** Those who are being asked, and how often: what they tell meanwhile is for us. */
  readonly #asked = new Map<string, number>()
  /** Those of whom the devices were not told yet. */
  readonly #news = new Set<string>()
  /** What each device asked for last. */
  readonly #latest = new WeakMap<WebSocket, readonly string[]>()
  /** With how many watches we are under way, and from whom this person was parted meanwhile. */
  #underWay = 0
  readonly #parted = new Set<string>()
  readonly #spaced: Spaced

  constructor(parts: WatchingParts) {
    this.#parts = parts
    this.#spaced = new Spaced({ act: () => this.#tellNews(), clock: parts.clock })
  }

  /**
   * A device wants to know of these, and of nobody else.
   * @throws Unavailable when not all of them can be known; of the others it is told, and may ask again
   */
  async watch(socket: WebSocket, ids: readonly string[]): Promise<void> {
    this.#latest.set(socket, ids)
    this.#underWay += 1
    try {
      await this.#watch(socket, ids)
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#parted.clear()
    }
  }

  /** Somebody's inbox tells how they are there. @returns whether anybody here wants to know */
  told(id: string, report: Report): boolean {
    if (!this.#asked.has(id) && !this.#parts.devices.watched.has(id)) return false
    if (this.#learn(id, report)) {
      this.#news.add(id)
      this.#spaced.soon()
    }
    return true
  }

  /** Nobody here is to know of somebody any more: for all they can tell, they are offline. */
  part(id: string): void {
    const { devices, tell } = this.#parts
    if (this.#underWay > 0) this.#parted.add(id)
    this.#known.delete(id)
    this.#news.delete(id)
    for (const [socket, { watching }] of devices.entries()) {
      if (!watching.includes(id)) continue
      devices.change(socket, { watching: watching.filter(other => other !== id) })
      tell(socket, { type: 'live', people: [standing(id, undefined)] })
    }
  }

  async #watch(socket: WebSocket, ids: readonly string[]): Promise<void> {
    const { devices, tell } = this.#parts
    const asked = ids.length === 0 ? [] : await this.#parts.visible(ids)
    // Before they are asked: whoever is told by them meanwhile must not say that nobody here wants to know.
    for (const id of asked) this.#asked.set(id, (this.#asked.get(id) ?? 0) + 1)
    const failed = await this.#ask(asked)
    const visible = asked.filter(id => !this.#parted.has(id))
    // What it asked for later is answered later; it may be gone, too.
    const isLatest = this.#latest.get(socket) === ids && devices.of(socket) !== undefined
    if (isLatest) devices.change(socket, { watching: visible })
    for (const id of asked) this.#answered(id)
    this.#forget()
    if (!isLatest) return
    const found = new Set(visible)
    const told = ids.filter(id => !failed.has(id))
    tell(socket, {
      type: 'live',
      people: told.map(id => standing(id, found.has(id) ? this.#known.get(id) : undefined)),
    })
    if (failed.size > 0) throw new Unavailable('inbox', `${failed.size} did not answer`)
  }

  /** @returns whom we failed to ask */
  async #ask(ids: readonly string[]): Promise<Set<string>> {
    const failed = new Set<string>()
    const unknown = ids.filter(id => !this.#known.has(id))
    await inGroups(unknown, GROUP, async id => {
      try {
        this.#learn(id, await this.#parts.watch(id))
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error
        failed.add(id)
      }
    })
    return failed
  }

  /** @returns whether that was news: what was asked for may come later than what was told since */
  #learn(id: string, report: Report): boolean {
    const known = this.#known.get(id)
    if (known !== undefined && known.version >= report.version) return false
    this.#known.set(id, report)
    return true
  }

  #answered(id: string): void {
    const left = (this.#asked.get(id) ?? 0) - 1
    if (left > 0) this.#asked.set(id, left)
    else this.#asked.delete(id)
  }

  /** What is known of people of whom nobody wants to know grows old unheard. */
  #forget(): void {
    const watched = this.#parts.devices.watched
    for (const id of this.#known.keys())
      if (!watched.has(id) && !this.#asked.has(id)) this.#known.delete(id)
  }

  #tellNews(): boolean {
    if (this.#news.size === 0) return false
    const { devices, tell } = this.#parts
    for (const [socket, { watching }] of devices.entries()) {
      const people = watching
        .filter(id => this.#news.has(id))
        .map(id => standing(id, this.#known.get(id)))
      if (people.length > 0) tell(socket, { type: 'live', people })
    }
    this.#news.clear()
    return true
  }
}

function standing(id: string, report: Report | undefined): Standing {
  const { presence = 'offline', lastSeenAt = null } = report ?? {}
  return { id, presence, ...(lastSeenAt !== null && { lastSeenAt }) }
}
