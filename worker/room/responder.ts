import type { Audience } from './audience.ts'
import type { Batch, Draft, Waiting, Written } from './batch.ts'
import { startOver } from './commands/hello.ts'
import { repeat } from './commands/send.ts'
import { type Effect, pageOf, refuse } from './effects.ts'
import type { Recorded } from './log.ts'
import type { Marks } from './marks.ts'
import type { Messages } from './messages/messages.ts'
import type { Older } from './older.ts'
import type { OlderPages } from './older-pages.ts'
import type { RoomView } from './view.ts'

/** Milliseconds after which to repeat a send whose first one can only be looked up in Postgres. */
const LOOK_UP_AGAIN_MS = 2_000

export interface ResponderParts {
  audience: Audience
  batch: Pick<Batch, 'add' | 'flush'>
  messages: Pick<Messages, 'at' | 'threads'>
  older: Pick<Older, 'recorded'>
  olderPages: Pick<OlderPages, 'after'>
  marks: Pick<Marks, 'read' | 'delivered'>
  /** What there is to see by now. */
  view: () => RoomView
  /** Goes on with work that nobody waits for, and reports what it throws. */
  background: (work: Promise<void>) => void
}

/** Answers one socket: the only place where effects happen, also those that Postgres is asked for. */
export class Responder {
  readonly #parts: ResponderParts

  constructor(parts: ResponderParts) {
    this.#parts = parts
  }

  /** Does what a command wants done. */
  perform(socket: WebSocket, effects: readonly Effect[]): void {
    for (const effect of effects) this.#perform(socket, effect)
  }

  /** A send has been recorded before: its author is told what became of it. */
  repeated({ draft, from }: Waiting, recorded: Recorded): void {
    if (from === undefined) return
    if (typeof recorded !== 'number') this.perform(from, repeat(draft, recorded))
    else if ('cid' in draft) this.#parts.background(this.#repeatOlder(draft, from))
  }

  /** Nothing of it was stored: its author learns why. */
  failed({ draft, from }: Waiting, code: 'room_storage_full' | 'internal'): void {
    if (from !== undefined && 'cid' in draft) this.perform(from, [refuse(code, { cid: draft.cid })])
  }

  #perform(socket: WebSocket, effect: Effect): void {
    const { audience, batch, marks, background } = this.#parts
    switch (effect.kind) {
      case 'reply':
        audience.tell(socket, effect.frame)
        break
      case 'page':
        audience.askedOn(socket, effect.after)
        audience.tell(socket, effect.frame)
        audience.paged(socket, effect.frame.events.at(-1)?.seq)
        break
      case 'older':
        audience.askedOn(socket, effect.after)
        background(this.#tellOlder(socket, effect.after))
        break
      case 'look':
        background(this.#look(socket, effect))
        break
      case 'flushed':
        batch.flush()
        this.perform(socket, effect.next(this.#parts.view()))
        break
      case 'confirmed':
        audience.confirmed(socket, effect.seq)
        this.#of(socket, userId => marks.delivered(userId, effect.seq))
        break
      case 'thread read':
        this.#of(socket, userId =>
          this.#parts.messages.threads.read(userId, effect.thread, effect.seq),
        )
        break
      case 'read':
        this.#of(socket, userId => marks.read(userId, effect.seq))
        break
      case 'typing':
        this.#of(socket, userId => audience.typing(userId, effect.on, effect.thread))
        break
      case 'turned':
        audience.presence.turned(socket, effect.isAway)
        break
      case 'enter':
        audience.enter(socket, effect.phase, effect.v)
        break
      case 'append':
        batch.add({ ...written(effect), from: socket })
        if (effect.draft.type === 'message.sent') audience.said(effect.draft.by)
        break
      case 'repeated':
        this.repeated({ draft: effect.draft, from: socket }, effect.recorded)
        break
      case 'close':
        audience.close(socket, effect.code, effect.reason)
        break
      default:
        effect satisfies never
    }
  }

  /** Does something for whom a socket belongs to, while it does. */
  #of(socket: WebSocket, act: (userId: string) => void): void {
    const session = this.#parts.audience.of(socket)
    if (session !== undefined) act(session.userId)
  }

  /** A page from Postgres: never the last one, as the window comes behind it. */
  async #tellOlder(socket: WebSocket, after: number): Promise<void> {
    const page = await this.#parts.olderPages.after(after)
    // Whoever was shut out meanwhile has no session any more.
    const session = this.#parts.audience.of(socket)
    if (session === undefined) return
    if (page.kind === 'events') this.perform(socket, [pageOf(after, page.events)])
    else if (page.kind === 'unavailable')
      this.perform(socket, [refuse('unavailable', { retryAfter: page.retryAfter })])
    else this.perform(socket, startOver(this.#parts.view(), session, session.v))
  }

  /** What is to be decided by messages that Postgres has: by what is so when they are here. */
  async #look(socket: WebSocket, { seqs, cid, next }: Extract<Effect, { kind: 'look' }>) {
    const { messages, audience, view } = this.#parts
    const later = refuse('unavailable', { cid, retryAfter: LOOK_UP_AGAIN_MS })
    const found = await messages.at(seqs).catch(() => undefined)
    // Whoever was shut out meanwhile has no session any more.
    if (audience.of(socket) === undefined) return
    this.perform(socket, found === undefined ? [later] : next(view(), found))
  }

  /** The first send is so long ago that only Postgres knows what it said. */
  async #repeatOlder(draft: Extract<Draft, { cid: string }>, from: WebSocket): Promise<void> {
    const { by, cid } = draft
    const later = refuse('unavailable', { cid, retryAfter: LOOK_UP_AGAIN_MS })
    const answer = await this.#parts.older.recorded(by, cid).then(
      // Postgres has lost it: what it said cannot be compared any more.
      event => (event === undefined ? [refuse('cid_conflict', { cid })] : repeat(draft, event)),
      () => [later],
    )
    if (this.#parts.audience.of(from) !== undefined) this.perform(from, answer)
  }
}

function written({ draft, alongside }: Written): Written {
  return alongside === undefined ? { draft } : { draft, alongside }
}
