import { type SQL, sql } from 'drizzle-orm'
import type { AuditAction } from '../../protocol/audit-action.ts'
import type { Database } from './client.ts'
import { audit } from './schema.ts'

export interface Entry {
  action: AuditAction
  /** Where it was done, if that was in a room. */
  roomId?: string
  /** The account that did it; null when nobody is known to have. */
  actorId: string | null
  /** The account it was done to, when that is another or was only tried; or the session. */
  targetId?: string
  /** What a reader of the record has to know beside; never a secret. */
  detail?: Record<string, string | number | boolean>
  ip: string
}

/** The statement that records an entry, for a batch or for `run`. */
export function recording(db: Database, entry: Entry) {
  return db.insert(audit).values(entry)
}

/**
 * The statement that changes something and records it, for a batch or for `run`: what changes nothing is
 * not recorded.
 * @param change returns the `id` of each row that it changed, which are the targets
 * @returns a row for each
 */
export function recordingChange(db: Database, change: SQL, entry: Omit<Entry, 'targetId'>) {
  const { action, roomId = null, actorId, detail = {}, ip } = entry
  return db.execute(sql`
    with changed as (${change})
    insert into ${audit} (action, room_id, actor_id, target_id, detail, ip)
    select ${action}, ${roomId}::uuid, ${actorId}::uuid, id::text, ${JSON.stringify(detail)}::jsonb, ${ip} from changed
    returning target_id`)
}

/** The same, where the statements before it in a batch have made a condition true. */
export function recordingIf(db: Database, condition: SQL, entry: Entry) {
  const { action, roomId = null, actorId, targetId = null, detail = {}, ip } = entry
  return db.execute(sql`
    insert into ${audit} (action, room_id, actor_id, target_id, detail, ip)
    select ${action}, ${roomId}::uuid, ${actorId}::uuid, ${targetId}::text, ${JSON.stringify(detail)}::jsonb, ${ip}
    where ${condition}`)
}
