import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { RoomSettings } from '../../../protocol/room-settings.ts'
import { accounts } from './accounts.ts'
import { moment } from './moment.ts'

// Rooms and what is in them. Files are written here directly; the rest arrives through outboxes.

export const rooms = pgTable(
  'rooms',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['room', 'direct', 'group'] })
      .notNull()
      .default('room'),
    name: text('name').notNull(),
    /** The name, NFKC and lower-case: what is unique. */
    nameKey: text('name_key').notNull(),
    topic: text('topic').notNull().default(''),
    description: text('description').notNull().default(''),
    visibility: text('visibility', { enum: ['public', 'private'] }).notNull(),
    /** What was chosen of protocol/room-settings.ts; empty in rooms from before there were any. */
    settings: jsonb('settings').$type<Partial<RoomSettings>>().notNull().default({}),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => accounts.id),
    /** The newest event of the room that has arrived here; 0 while the name is only reserved. */
    headSeq: bigint('head_seq', { mode: 'number' }).notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** When somebody last did something that others would look up for. */
    lastActivityAt: moment('last_activity_at').notNull().defaultNow(),
    memberCount: integer('member_count').notNull().default(0),
    archivedAt: moment('archived_at'),
    deletedAt: moment('deleted_at'),
  },
  t => [
    // Conversations have no names.
    uniqueIndex('rooms_name_lower')
      .on(t.nameKey)
      .where(sql`${t.kind} = 'room' and ${t.deletedAt} is null`),
    index('rooms_directory')
      .on(t.memberCount.desc().nullsFirst(), t.id)
      .where(
        sql`${t.kind} = 'room' and ${t.visibility} = 'public' and ${t.archivedAt} is null and ${t.deletedAt} is null`,
      ),
    index('rooms_activity').on(t.visibility, t.lastActivityAt.desc().nullsFirst()),
  ],
)

export const members = pgTable(
  'members',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => accounts.id),
    role: text('role', { enum: ['owner', 'admin', 'moderator', 'member'] }).notNull(),
    joinedAt: moment('joined_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    leftAt: moment('left_at'),
    /** Set while they may not come back. */
    bannedAt: moment('banned_at'),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.userId] }),
    index('members_user_room').on(t.userId, t.roomId),
    // Seed 000 asks for a partial index over the last hour; a predicate on now() is illegal.
    index('members_room_seen').on(t.roomId, t.lastSeenAt),
  ],
)

/** Who was asked in by name and has not answered. */
export const roomInvitations = pgTable(
  'room_invitations',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => accounts.id),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.userId] }),
    index('room_invitations_user').on(t.userId, t.expiresAt),
    index('room_invitations_expiry').on(t.expiresAt),
  ],
)

/**
 * Every room's whole log, event by event as it went over the wire: what a room reads back once it
 * has let go of an event itself.
 */
export const events = pgTable(
  'events',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    event: jsonb('event').notNull(),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.seq] }),
    uniqueIndex('events_id').on(t.id),
    // What was said stands in these, too, and has to go with it.
    index('events_retelling')
      .on(t.roomId, t.seq)
      .where(sql`${t.event} ->> 'type' in ('message.restored', 'message.edited')`),
  ],
)

export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => accounts.id),
    cid: text('cid').notNull(),
    type: text('type', { enum: ['text', 'action', 'system', 'file'] })
      .notNull()
      .default('text'),
    body: text('body').notNull(),
    createdAt: moment('created_at').notNull(),
    editedAt: moment('edited_at'),
    /** Nobody is shown it from then on; its body goes when it cannot come back any more. */
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('messages_room_seq').on(t.roomId, t.seq),
    uniqueIndex('messages_room_user_cid').on(t.roomId, t.userId, t.cid),
    index('messages_room_time').on(t.roomId, t.createdAt.desc().nullsFirst()),
    // What somebody said, page by page.
    index('messages_user').on(t.userId, t.roomId, t.seq),
    // What was deleted and is not empty yet.
    index('messages_deleted')
      .on(t.deletedAt)
      .where(sql`${t.deletedAt} is not null and ${t.body} <> ''`),
  ],
)

/** One watermark a person and room: everything up to it is read, or delivered. */
export const receipts = pgTable(
  'receipts',
  {
    roomId: uuid('room_id').notNull(),
    userId: uuid('user_id').notNull(),
    readSeq: bigint('read_seq', { mode: 'number' }).notNull().default(0),
    deliveredSeq: bigint('delivered_seq', { mode: 'number' }).notNull().default(0),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.userId] }),
    foreignKey({
      columns: [t.roomId, t.userId],
      foreignColumns: [members.roomId, members.userId],
    }).onDelete('cascade'),
    index('receipts_room_read').on(t.roomId, t.readSeq),
  ],
)

export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => accounts.id),
    messageId: uuid('message_id'),
    /** Generated, immutable: a new version is a new key. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    mime: text('mime').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    width: integer('width'),
    height: integer('height'),
    complete: boolean('complete').notNull().default(false),
    createdAt: moment('created_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('files_key').on(t.key),
    index('files_room_time').on(t.roomId, t.createdAt.desc().nullsFirst()),
    index('files_message').on(t.messageId),
  ],
)
