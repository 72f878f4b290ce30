import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from './moment.ts'

// Who there is, and where they are signed in.

export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    /** Lower-case ASCII by the schema that admits it, so unique regardless of case. */
    username: text('username').notNull(),
    /** What two usernames that look alike have in common (protocol/names.ts). */
    usernameKey: text('username_key').notNull(),
    displayName: text('display_name').notNull(),
    /** Need not be unique: who had it first signs in by it. */
    email: text('email'),
    emailSince: moment('email_since'),
    /** PHC string; empty once the account is deleted. */
    passwordHash: text('password_hash').notNull(),
    passwordChangedAt: moment('password_changed_at'),
    /** What it may do in the deployment as a whole. */
    role: text('role', { enum: ['admin', 'member'] })
      .notNull()
      .default('member'),
    /** Whose invitation it was made with. */
    invitationId: uuid('invitation_id').references((): AnyPgColumn => invitations.id, {
      onDelete: 'set null',
    }),
    avatarKey: text('avatar_key'),
    about: text('about').notNull().default(''),
    status: text('status').notNull().default(''),
    statusUntil: moment('status_until'),
    /** Whether others may see how far they have read. */
    readReceipts: boolean('read_receipts').notNull().default(true),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at'),
    deletedAt: moment('deleted_at'),
  },
  t => [
    uniqueIndex('accounts_username').on(t.username),
    uniqueIndex('accounts_username_key').on(t.usernameKey),
    index('accounts_email').on(sql`lower(${t.email})`, t.emailSince),
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
    /** When somebody last showed in it who they are: by a password, a code or a passkey. */
    confirmedAt: moment('confirmed_at').notNull().defaultNow(),
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

/** Links that let people make an account. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    /** SHA-256 of what is in the link, in hex. */
    hash: text('hash').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references((): AnyPgColumn => accounts.id, { onDelete: 'cascade' }),
    note: text('note').notNull().default(''),
    uses: integer('uses').notNull(),
    used: integer('used').notNull().default(0),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  t => [
    uniqueIndex('invitations_hash').on(t.hash),
    index('invitations_expiry').on(t.expiresAt),
    check('invitations_used', sql`${t.used} <= ${t.uses}`),
  ],
)
