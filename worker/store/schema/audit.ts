import { bigserial, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './moment.ts'

/** Append-only: security and moderation events. Outlives what it speaks of, so no foreign keys. */
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
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [
    index('audit_room_time').on(t.roomId, t.createdAt.desc().nullsFirst()),
    index('audit_actor_time').on(t.actorId, t.createdAt.desc().nullsFirst()),
    index('audit_target_time').on(t.targetId, t.createdAt.desc().nullsFirst()),
    index('audit_time').on(t.createdAt),
  ],
)
