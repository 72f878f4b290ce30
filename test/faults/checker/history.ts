// What a run leaves behind for the checker: what every client did and was told, in the order in
// which it happened here, and what the room and Postgres hold in the end. Nothing in it comes from
// the code under test but the values themselves.

/** `at` is milliseconds on the clock of the run, never that of a client or a server. */
export type Entry = { at: number } & Happening

export type Happening =
  /** A client sends; whether it arrived is unknown until `ok` or `fail`. */
  | { kind: 'invoke'; client: string; user: string; cid: string; body: string }
  /** It was acknowledged. */
  | { kind: 'ok'; client: string; user: string; cid: string }
  /** It was refused for good. */
  | { kind: 'fail'; client: string; user: string; cid: string; code: string }
  /** A hello that says what the client holds. */
  | { kind: 'resume'; client: string; lastSeq: number }
  /** The client begins at the newest events, and says why. */
  | { kind: 'begin'; client: string; why: 'first' | 'gap' | 'reset' }
  /** An event is handed to a client's reader. */
  | ({ kind: 'event'; client: string; user: string } & Fact)
  /** A frame on a socket, as it came: the seqs of its first and last event. */
  | { kind: 'frame'; socket: string; from: number; to: number; isFresh: boolean }
  /** The end of the run: everything has been quiet, and the client holds events up to `lastSeq`. */
  | { kind: 'settled'; client: string; lastSeq: number }
  /** And what had not come to its end by then. */
  | { kind: 'stuck'; client: string; what: string }
  /** Somebody asks to become a member. */
  | { kind: 'joins'; user: string }
  /** A client was told that it may not read any more: from a second later on nothing is for it. */
  | { kind: 'barred'; client: string }
  /** And may again, having joined or signed in anew. */
  | { kind: 'returns'; client: string }
  /** Somebody who may not tries something. */
  | { kind: 'attempt'; user: string; what: string; granted: boolean }
  /** Every fault is over; and everything is in Postgres. */
  | { kind: 'healed' }
  | { kind: 'drained' }

/** An event, reduced to what the promises are about. */
export interface Fact {
  seq: number
  id: string
  type: string
  by: string
  cid?: string
  body?: string
  /** Of whom `member.joined` and `member.left` speak. */
  member?: string
}

/** What is there in the end. */
export interface Evidence {
  /** The room's log from its beginning, as a resume after 0 gives it. */
  log: readonly Fact[]
  /** What Postgres keeps of the room, in whatever order. */
  stored: readonly Fact[]
}

/** The histories of one room's clients. */
export class History {
  readonly entries: Entry[] = []

  note(happening: Happening): void {
    this.entries.push({ at: performance.now(), ...happening })
  }
}
