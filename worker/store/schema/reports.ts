import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts.ts'
import { moment } from './moment.ts'
import { rooms } from './rooms.ts'

/** Who says what of which message, and what came of it. Written here directly. */
export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => accounts.id),
    /** As it was when it was reported, whatever has become of it. */
    body: text('body').notNull(),
    saidAt: moment('said_at').notNull(),
    reporterId: uuid('reporter_id')
      .notNull()
      .references(() => accounts.id),
    reason: text('reason').notNull(),
    createdAt: moment('created_at').notNull(),
    state: text('state', { enum: ['open', 'acted', 'dismissed'] })
      .notNull()
      .default('open'),
    resolvedBy: uuid('resolved_by').references(() => accounts.id),
    resolvedAt: moment('resolved_at'),
    note: text('note').notNull().default(''),
  },
  t => [
    uniqueIndex('reports_once').on(t.roomId, t.seq, t.reporterId),
    // The queues: of a room and of all, open ones and those that were seen to.
    index('reports_room_open').on(t.roomId, t.createdAt, t.id).where(sql`${t.state} = 'open'`),
    index('reports_open').on(t.createdAt, t.id).where(sql`${t.state} = 'open'`),
    index('reports_room_resolved')
      .on(t.roomId, t.resolvedAt, t.id)
      .where(sql`${t.state} <> 'open'`),
    index('reports_resolved').on(t.resolvedAt, t.id).where(sql`${t.state} <> 'open'`),
    index('reports_reporter').on(t.reporterId, t.createdAt),
    index('reports_author').on(t.authorId),
  ],
)
