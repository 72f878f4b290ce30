/** Where a room's connection stands. Times are milliseconds since 1970. */
export type Status =
  /** A socket is being opened. */
  | { phase: 'connecting' }
  /** Welcomed; of what was missed, `left` events are still to arrive. */
  | { phase: 'catching-up'; left: number }
  /** Everything is here and new events arrive as they happen. */
  | { phase: 'live' }
  /** No connection, since a close with `code`; the next attempt is at `retryAt`. */
  | { phase: 'waiting'; code: number; retryAt: number; attempt: number }
  /** The room ended it for good (`code` of CLOSE), or `stop` was called (1000). */
  | { phase: 'ended'; code: number; reason: string }
