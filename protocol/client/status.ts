/** Where a line stands. Times are milliseconds since 1970. */
export type LineStatus =
  /** A socket is being opened, or waits for its welcome. */
  | { phase: 'connecting' }
  /** Everything is here and what is new arrives as it happens. */
  | { phase: 'live' }
  /** No connection, since a close with `code`; the next attempt is at `retryAt`. */
  | { phase: 'waiting'; code: number; retryAt: number; attempt: number }
  /** The other end ended it for good (`code` of CLOSE), or `stop` was called (1000). */
  | { phase: 'ended'; code: number; reason: string }

/** Where a room's connection stands. */
export type Status =
  | LineStatus
  /** Welcomed; of what was missed, `left` events are still to arrive. */
  | { phase: 'catching-up'; left: number }
