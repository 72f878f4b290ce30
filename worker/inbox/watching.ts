import type { InboxFrame, Standing } from '../../protocol/inbox-frames.ts'
import { inGroups } from '../groups.ts'
import { Spaced } from '../objects/spaced.ts'
import { within } from '../objects/within.ts'
import { Unavailable } from '../unavailable.ts'
import type { Answer, Report } from './believed.ts'
import type { Devices } from './devices.ts'

/** Inboxes that are asked at the same time. */
const GROUP = 25
/** Milliseconds that one of them may take. */
const ASK_MS = 5_000
/** Milliseconds for which what is known of somebody is not asked for again, should word of a change be lost. */
export const KNOWN_MS = 5 * 60_000
/** Milliseconds after which it is asked once more of whom nothing may be known: Postgres hears late of who has joined. */
export const LOOK_AGAIN_MS = 5_000

export interface WatchingParts {
  devices: Devices
  /** Who of these the person may know of. Throws Unavailable. */
  visible: (ids: readonly string[]) => Promise<string[]>
  /** Asks somebody's inbox to tell this one from now on. Throws Unavailable. */
  watch: (id: string) => Promise<Answer>
  tell: (socket: WebSocket, frame: InboxFrame) => void
  clock: () => number
  /** Not everybody could be asked of whom a device wants to know. */
  failed: (socket: WebSocket, error: unknown) => void
  /** Goes on with work that nobody waits for. */
  background: (work: Promise<void>) => void
}

const NOBODY: ReadonlySet<string> = new Set()

interface Known {
  report: Report
  /** When it was asked for, or told. */
  at: number
}

/**
 * Of whom this person's devices want to know, and what is known of those. Which device watches whom stands in its
 * attachment; what is known is asked for anew after a sleep.
 */
export class Watching {
  readonly #parts: WatchingParts
  readonly #known = new Map<string, Known>()
  /** Those who are being asked, and how often: what they tell meanwhile is for us. */
  readonly #asked = new Map<string, number>()
  /** Those of whom the devices were not told yet. */
  readonly #news = new Set<string>()
  /** What each device asked for last. */
  readonly #latest = new WeakMap<WebSocket, readonly string[]>()
  /** With how many watches we are under way, and from whom this person was parted meanwhile. */
  #underWay = 0
  readonly #parted = new Set<string>()
  /** Who could not be seen when each device asked last. */
  readonly #unseen = new WeakMap<WebSocket, ReadonlySet<string>>()
  readonly #spaced: Spaced

  constructor(parts: WatchingParts) {
    this.#parts = parts
    this.#spaced = new Spaced({ act: () => this.#tellNews(), clock: parts.clock })
  }

  /** Of how many of these people it would have to be asked how they are there. */
  unknownIn(ids: readonly string[]): number {
    return ids.filter(id => !this.#isFresh(id)).length
  }

  /**
   * A device wants to know of these, and of nobody else.
   * @throws Unavailable when not all of them can be known; of the others it is told, and may ask again
   */
  async watch(socket: WebSocket, ids: readonly string[]): Promise<void> {
    this.#latest.set(socket, ids)
    const unseen = await this.#guarded(() => this.#watch(socket, ids, false))
    const before = this.#unseen.get(socket)
    this.#unseen.set(socket, unseen)
    if (unseen.difference(before ?? NOBODY).size > 0)
      setTimeout(() => this.#parts.background(this.#lookAgain(socket, ids)), LOOK_AGAIN_MS)
  }

  /** Somebody's inbox tells how they are there. @returns whether anybody here wants to know */
  told(id: string, report: Report): boolean {
    if (!this.#asked.has(id) && !this.#parts.devices.watched.has(id)) {
      this.#known.delete(id)
      return false
    }
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

  /** What is known of people of whom nobody wants to know grows old unheard. */
  forget(): void {
    const watched = this.#parts.devices.watched
    for (const id of this.#known.keys())
      if (!watched.has(id) && !this.#asked.has(id)) this.#known.delete(id)
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#parted.clear()
    }
  }

  /** Whoever could not be seen may have joined a moment ago. */
  async #lookAgain(socket: WebSocket, ids: readonly string[]): Promise<void> {
    if (this.#latest.get(socket) !== ids || this.#parts.devices.of(socket) === undefined) return
    try {
      await this.#guarded(() => this.#watch(socket, ids, true))
    } catch (error) {
      this.#parts.failed(socket, error)
    }
  }

  /**
   * @param isAgain whether those alone are told of whom it is seen now whether they may be
   * @returns who cannot be seen
   */
  async #watch(
    socket: WebSocket,
    ids: readonly string[],
    isAgain: boolean,
  ): Promise<ReadonlySet<string>> {
    const { devices, tell } = this.#parts
    const asked = ids.length === 0 ? [] : await this.#parts.visible(ids)
    // Before they are asked: whoever is told by them meanwhile must not say that nobody here wants to know.
    for (const id of asked) this.#asked.set(id, (this.#asked.get(id) ?? 0) + 1)
    let answers: Map<string, Report>
    try {
      answers = await this.#ask(asked)
    } finally {
      for (const id of asked) this.#answered(id)
    }
    const visible = asked.filter(id => !this.#parted.has(id))
    // What it asked for later is answered later; it may be gone, too.
    const device = devices.of(socket)
    const isLatest = this.#latest.get(socket) === ids && device !== undefined
    if (isLatest) devices.change(socket, { watching: visible })
    this.forget()
    if (!isLatest) return NOBODY
    const before = new Set(device.watching)
    const found = new Set(visible)
    const failed = new Set(visible.filter(id => !answers.has(id)))
    const people = ids
      .filter(id => !failed.has(id) && !(isAgain && found.has(id) === before.has(id)))
      .map(id => standing(id, found.has(id) ? answers.get(id) : undefined))
    if (people.length > 0 || !isAgain) tell(socket, { type: 'live', people })
    if (failed.size > 0) throw new Unavailable('inbox', `${failed.size} did not answer`)
    return new Set(ids).difference(found)
  }

  /** @returns how they are there, but for those who did not answer */
  async #ask(ids: readonly string[]): Promise<Map<string, Report>> {
    const answers = new Map<string, Report>()
    await inGroups(ids, GROUP, async id => {
      try {
        if (!this.#isFresh(id)) {
          const { isListed, ...report } = await within('inbox', ASK_MS, this.#parts.watch(id))
          answers.set(id, report)
          // Of whom it will not be told it asks each time.
          if (isListed) this.#learn(id, report)
          else this.#known.delete(id)
        }
        const known = this.#known.get(id)
        if (known !== undefined) answers.set(id, known.report)
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error
      }
    })
    return answers
  }

  #isFresh(id: string): boolean {
    const known = this.#known.get(id)
    return known !== undefined && this.#parts.clock() - known.at < KNOWN_MS
  }

  /** @returns whether that was news: what was asked for may come later than what was told since */
  #learn(id: string, report: Report): boolean {
    const before = this.#known.get(id)?.report
    if (before !== undefined && before.version > report.version) return false
    this.#known.set(id, { report, at: this.#parts.clock() })
    return before?.version !== report.version
  }

  #answered(id: string): void {
    const left = (this.#asked.get(id) ?? 0) - 1
    if (left > 0) this.#asked.set(id, left)
    else this.#asked.delete(id)
  }

  #tellNews(): boolean {
    if (this.#news.size === 0) return false
    const { devices, tell } = this.#parts
    for (const [socket, { watching }] of devices.entries()) {
      const people = watching
        .filter(id => this.#news.has(id))
        .map(id => standing(id, this.#known.get(id)?.report))
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
