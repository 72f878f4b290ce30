import type { Seat } from '../../subjects/subject.ts'

/** What a client holds of a room, as its subject counts: enough to ask for what came later. */
export type Position = Record<string, string | number>

/** A message as it came back: the generator's own id for it, and its text. */
export interface Told {
  cid: string
  body: string
}

/** What a frame of a server says. */
export type Heard =
  /** The socket is part of its room now: what it was told of the past, and where it stands. */
  | { kind: 'ready'; told: Told[]; position: Position }
  /** Messages for everybody in the room. `say` is what its protocol asks back for this frame. */
  | { kind: 'messages'; told: Told[]; say?: string }
  /** The server has taken a message in, said to its sender alone. */
  | { kind: 'ack'; cid: string }
  /** The server did not take a message. */
  | { kind: 'refused'; cid: string; reason: string }
  /** Something is to be answered. */
  | { kind: 'asked'; say: string }
  | { kind: 'nothing' }

/** One client's side of a subject's protocol. */
export interface Dialogue {
  readonly url: string
  /** Said as soon as the socket is open. */
  readonly opening: string | undefined
  /** Whether the server tells when the socket is part of its room; otherwise it is once it is open. */
  readonly isGreeted: boolean
  /** Said every so often, in milliseconds, so that the server does not give the socket up. */
  readonly heartbeat: { say: string; everyMs: number } | undefined
  /** Whether the sender learns from the message itself, come back, that it was taken in. */
  readonly isOwnAck: boolean
  hear(text: string): Heard
  /** The frame that sends a message. */
  send(cid: string, body: string): string
}

/** @param since what the client holds already; with it only what came later is told */
export type Dialect = (seat: Seat, since?: Position) => Dialogue
