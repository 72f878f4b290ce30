import type { Database } from './client.ts'
import { audit } from './schema.ts'

/** What is recorded about accounts and sessions. */
export type Action =
  | 'account.register'
  | 'account.password_changed'
  | 'account.password_refused'
  | 'session.login'
  | 'session.login_failed'
  | 'session.logout'
  | 'session.revoked'
  | 'session.refresh_reused'

export interface Entry {
  action: Action
  /** The account that did it; null when nobody is known to have. */
  actorId: string | null
  /** The account it was done to, when that is another or was only tried; or the session. */
  targetId?: string
  ip: string
}

/** The statement that records an entry, for a batch or for `run`. */
export function recording(db: Database, entry: Entry) {
  return db.insert(audit).values(entry)
}
