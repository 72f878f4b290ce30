import type { RoomEvent } from '../events.ts'
import type { Live, Mark, Welcome, Writer } from '../frames.ts'
import { TYPING_EXPIRES_MS, WELCOME_HERE } from '../limits.ts'

/** Who is told what becomes of the others. */
export interface CompanyHandlers {
  /** Who is known to be here, and how many are, after each connection and each change. */
  onPresence(here: ReadonlySet<string>, count: number): void
  /** Who of those has turned away from their devices, likewise. */
  onAway?(away: ReadonlySet<string>): void
  /** Who else is writing, after each change. */
  onTyping?(writers: readonly Writer[]): void
  /** How far the others have read, by their ids, after each connection and each change. */
  onReceipts?(marks: ReadonlyMap<string, Mark>): void
}

type Presence = NonNullable<Live['presence']>

/** The others in a room: who is here, who writes, how far they have read. */
export class Company {
  readonly #handlers: CompanyHandlers
  readonly #here = new Set<string>()
  readonly #away = new Set<string>()
  readonly #marks = new Map<string, Mark>()
  #writers: readonly Writer[] = []
  #expiry: ReturnType<typeof setTimeout> | undefined
  #me = ''

  constructor(handlers: CompanyHandlers) {
    this.#handlers = handlers
  }

  welcomed({ me, presence, hereCount, away = [], receipts = [] }: Welcome): void {
    this.#me = me
    this.#here.clear()
    this.#away.clear()
    this.#marks.clear()
    this.#present({
      here: presence,
      gone: [],
      away,
      ...(hereCount !== undefined && { count: hereCount }),
    })
    this.#read(receipts)
  }

  told({ presence, typing, receipts }: Live): void {
    if (presence !== undefined) this.#changed(presence)
    if (typing !== undefined) this.#write(typing.filter(({ id }) => id !== this.#me))
    if (receipts !== undefined) this.#read(receipts.filter(({ id }) => id !== this.#me))
  }

  /** Whoever has said something has stopped writing it, which no frame says. */
  said(events: readonly RoomEvent[]): void {
    if (this.#writers.length === 0) return
    const authors = new Set(events.map(event => (event.type === 'message.sent' ? event.by : '')))
    const left = this.#writers.filter(({ id }) => !authors.has(id))
    if (left.length === this.#writers.length) return
    this.#writers = left
    this.#handlers.onTyping?.(left)
  }

  /** The line is gone: nobody is known to write. */
  lost(): void {
    if (this.#writers.length > 0) this.#write([])
    clearTimeout(this.#expiry)
  }

  /** Of a crowd only the number is told, so nobody is known to be here any more. */
  #changed(presence: Presence): void {
    const { whole, count } = presence
    if (whole || (count !== undefined && count > WELCOME_HERE)) {
      this.#here.clear()
      this.#away.clear()
    }
    this.#present(presence)
  }

  #present({ here, gone, away = [], back = [], count }: Presence): void {
    for (const id of here) this.#here.add(id)
    for (const id of gone) this.#here.delete(id)
    for (const id of away) this.#away.add(id)
    for (const id of [...back, ...gone]) this.#away.delete(id)
    this.#handlers.onPresence(new Set(this.#here), count ?? this.#here.size)
    this.#handlers.onAway?.(new Set(this.#away))
  }

  /** The list is told again before it is out of date, for as long as it is true. */
  #write(writers: readonly Writer[]): void {
    clearTimeout(this.#expiry)
    this.#writers = writers
    if (writers.length > 0) this.#expiry = setTimeout(() => this.#write([]), TYPING_EXPIRES_MS)
    this.#handlers.onTyping?.(writers)
  }

  /** Marks only rise. */
  #read(marks: readonly Mark[]): void {
    for (const { id, read, delivered } of marks) {
      const known = this.#marks.get(id)
      this.#marks.set(id, {
        id,
        read: Math.max(read, known?.read ?? 0),
        delivered: Math.max(delivered, known?.delivered ?? 0),
      })
    }
    this.#handlers.onReceipts?.(new Map(this.#marks))
  }
}
