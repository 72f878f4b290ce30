import { sql } from 'drizzle-orm'
import { bigserial, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { moment } from './moment.ts'

/**
 * Security and moderation events. Outlives what it speaks of, so no foreign keys. Postgres itself refuses to
 * change an entry, and to delete one within a day (migrations/0004).
 */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    roomId: uuid('room_id'),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    targetId: text('target_id'),
    detail: jsonb('detail').notNull().default({}),
    ip: text('ip').notNull().default(''),
    /** The event of a room that it was made of. */
    eventId: uuid('event_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [
    index('audit_room_time').on(t.roomId, t.createdAt.desc().nullsFirst()),
    index('audit_actor_time').on(t.actorId, t.createdAt.desc().nullsFirst()),
    index('audit_target_time').on(t.targetId, t.createdAt.desc().nullsFirst()),
    index('audit_time').on(t.createdAt),
    // One event can be several deeds, as when a room is renamed and closed at once.
    uniqueIndex('audit_event').on(t.eventId, t.action).where(sql`${t.eventId} is not null`),
  ],
)
