import type { PendingSend } from '../../../protocol/client/pending.ts'
import { RoomClient } from '../../../protocol/client/room-client.ts'
import type { SocketLike } from '../../../protocol/client/socket.ts'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Visitor } from '../../support/visitor.ts'
import type { Fact, History } from '../checker/history.ts'

export interface PersonOptions {
  name: string
  visitor: Visitor
  roomId: string
  history: History
  /** Chooses how long to wait between attempts. */
  random: () => number
}

/** Somebody in a room with the project's own client, who keeps a history of it. */
export class Person {
  readonly name: string
  readonly client: RoomClient
  readonly visitor: Visitor
  lastSeq = 0
  #pending: readonly PendingSend[] = []
  #hasBegun = false
  readonly #failed = new Set<string>()
  readonly #history: History

  constructor({ name, visitor, roomId, history, random }: PersonOptions) {
    this.name = name
    this.visitor = visitor
    this.#history = history
    this.client = new RoomClient({
      random,
      open: () => this.#watched(visitor.line(roomId)),
      handlers: {
        onWelcome: (welcome, { kind }) => {
          // Who comes back by itself says why it begins anew; who restarts the page need not.
          history.note({ kind: 'begin', client: name, why: kind })
          this.#hasBegun = true
          this.#hand(welcome.events)
        },
        onEvents: events => this.#hand(events),
        onPending: sends => this.#settle(sends),
        onPresence: () => {},
        onStatus: () => {},
      },
    })
  }

  /** @returns the cid, or undefined when the client takes no more */
  say(body: string): string | undefined {
    const cid = this.client.send(body)
    if (cid === undefined) return undefined
    this.#note({ kind: 'invoke', cid, body })
    return cid
  }

  /** Whether the room has ended it for good. */
  get isOut(): boolean {
    return this.client.status.phase === 'ended'
  }

  get isLive(): boolean {
    return this.client.status.phase === 'live'
  }

  get pending(): number {
    return this.#pending.length
  }

  settled(): void {
    this.#history.note({ kind: 'settled', client: this.name, lastSeq: this.lastSeq })
  }

  /** Notes the hello of each socket: what it says to hold. */
  #watched(line: SocketLike): SocketLike {
    const send = line.send.bind(line)
    line.send = text => {
      if (this.#hasBegun && text.startsWith('{"type":"hello"')) {
        const { lastSeq }: { lastSeq?: number } = JSON.parse(text)
        if (lastSeq !== undefined)
          this.#history.note({ kind: 'resume', client: this.name, lastSeq })
      }
      send(text)
    }
    return line
  }

  #hand(events: readonly RoomEvent[]): void {
    for (const event of events) {
      this.#history.note({
        kind: 'event',
        client: this.name,
        user: this.visitor.id,
        ...factOf(event),
      })
      this.lastSeq = event.seq
    }
  }

  /** What has left the list without failing was acknowledged. */
  #settle(sends: readonly PendingSend[]): void {
    const waiting = new Set(sends.map(send => send.cid))
    for (const { cid } of this.#pending)
      if (!waiting.has(cid) && !this.#failed.has(cid)) this.#note({ kind: 'ok', cid })
    for (const { cid, state, code } of sends)
      if (state === 'failed' && !this.#failed.has(cid)) {
        this.#failed.add(cid)
        this.#note({ kind: 'fail', cid, code: code ?? '' })
      }
    this.#pending = sends
  }

  #note(
    what:
      | { kind: 'invoke'; cid: string; body: string }
      | { kind: 'ok'; cid: string }
      | { kind: 'fail'; cid: string; code: string },
  ): void {
    this.#history.note({ client: this.name, user: this.visitor.id, ...what })
  }
}

export function factOf(event: RoomEvent): Fact {
  const { seq, id, type, by } = event
  const fact: Fact = { seq, id, type, by }
  if (event.type === 'message.sent') return { ...fact, cid: event.cid, body: event.body }
  if ('member' in event) return { ...fact, member: event.member.id }
  return fact
}
