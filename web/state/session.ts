import { signal } from '@preact/signals'
import type { Account } from '../../protocol/rest.ts'

/** Who is using the page. `unknown` until the server has said; `unreachable` when it did not. */
export type SessionState =
  | { phase: 'unknown' }
  | { phase: 'unreachable' }
  | { phase: 'guest' }
  | { phase: 'member'; account: Account }

export const session = signal<SessionState>({ phase: 'unknown' })
