import { signal } from '@preact/signals'
import type { Account } from '../../protocol/rest.ts'

/**
 * Who is using the page. `unknown` until the server has said; `unreachable` when it did not. A guest
 * is `expelled` whose session has ended without their doing.
 */
export type SessionState =
  | { phase: 'unknown' }
  | { phase: 'unreachable' }
  | { phase: 'guest'; expelled: boolean }
  | { phase: 'member'; account: Account }

export const session = signal<SessionState>({ phase: 'unknown' })
