import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

// The durable, queryable record. Accounts, sessions and files are written here directly; rooms,
// members, messages and receipts arrive through each room's outbox.

const moment = (column: string) => timestamp(column, { withTimezone: true, precision: 3 })

export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    /** Lower-case ASCII by the schema that admits it, so unique regardless of case. */
    username: text('username').notNull(),
    /** What two usernames that look alike have in common (protocol/names.ts). */
    usernameKey: text('username_key').notNull(),
    displayName: text('display_name').notNull(),
    email: text('email'),
    /** PHC string. */
    passwordHash: text('password_hash').notNull(),
    avatarKey: text('avatar_key'),
    status: text('status').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at'),
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('accounts_username').on(t.username),
    uniqueIndex('accounts_username_key').on(t.usernameKey),
    uniqueIndex('accounts_email').on(sql`lower(${t.email})`),
  ],
)

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    userAgent: text('user_agent').notNull().default(''),
    ip: text('ip').notNull().default(''),
    /** City and country of the address, as Cloudflare tells them. */
    place: text('place').notNull().default(''),
  },
  t => [
    index('sessions_account').on(t.accountId, t.createdAt.desc().nullsFirst()),
    index('sessions_expiry').on(t.expiresAt),
  ],
)

/** What a session is prolonged with; each is used once. Kept after that, so that a second use is seen. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** SHA-256 of the token, in hex: 256 random bits need no salt and no slow hash. */
    hash: text('hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** The hash of the one it was given for; two tabs at once may each get one. */
    parent: text('parent'),
    createdAt: moment('created_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [
    index('refresh_tokens_session').on(t.sessionId, t.createdAt),
    index('refresh_tokens_parent').on(t.parent),
  ],
)

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
    createdBy: uuid('created_by')
      .notNull()
      .references(() => accounts.id),
    /** The newest event of the room that has arrived here; 0 while the name is only reserved. */
    headSeq: bigint('head_seq', { mode: 'number' }).notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    lastActivityAt: moment('last_activity_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('rooms_name_lower').on(t.nameKey).where(sql`${t.deletedAt} is null`),
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
  t => [primaryKey({ columns: [t.roomId, t.seq] }), uniqueIndex('events_id').on(t.id)],
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
    type: text('type', { enum: ['text', 'system', 'file'] })
      .notNull()
      .default('text'),
    body: text('body').notNull(),
    replyTo: uuid('reply_to'),
    createdAt: moment('created_at').notNull(),
    editedAt: moment('edited_at'),
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('messages_room_seq').on(t.roomId, t.seq),
    uniqueIndex('messages_room_user_cid').on(t.roomId, t.userId, t.cid),
    index('messages_room_time').on(t.roomId, t.createdAt.desc().nullsFirst()),
    index('messages_user').on(t.userId),
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
    index('audit_time').on(t.createdAt),
  ],
)
