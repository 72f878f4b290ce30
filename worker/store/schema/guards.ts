import { bigint, boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '../../../protocol/rest.ts'
import { accounts } from './accounts.ts'
import { moment } from './moment.ts'

// What an account is guarded with beside its password, and what programs have in its place.

/** The authenticator app of an account, from when it is proposed. */
export const totps = pgTable('totps', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Encrypted (auth/sealing): it has to be read again, unlike everything else that is kept. */
  secret: text('secret').notNull(),
  createdAt: moment('created_at').notNull(),
  /** When a code showed that the app has it; it guards nothing before. */
  confirmedAt: moment('confirmed_at'),
  /** The step of the last code taken: none is taken twice (RFC 6238 §5.2). */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
})

/** What opens an account once when its app or key is lost. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    /** SHA-256, in hex: a code has more than 112 random bits (ASVS 5.0, 6.5.2). */
    hash: text('hash').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [index('recovery_codes_account').on(t.accountId)],
)

/** WebAuthn credentials. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, in base64url. */
    id: text('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** COSE, in base64url. */
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: jsonb('transports').$type<string[]>().notNull().default([]),
    name: text('name').notNull(),
    isBackedUp: boolean('is_backed_up').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  t => [index('passkeys_account').on(t.accountId)],
)

/** Random texts that are good for one thing, once: read by deleting them. */
export const challenges = pgTable(
  'challenges',
  {
    /** SHA-256, in hex. */
    hash: text('hash').primaryKey(),
    purpose: text('purpose', {
      enum: ['second_factor', 'passkey_sign_in', 'passkey_add', 'socket', 'password_reset'],
    }).notNull(),
    accountId: uuid('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
    /** The session, or the token of a program, that asked. */
    sessionId: uuid('session_id'),
    /** What WebAuthn is to sign. */
    nonce: text('nonce'),
    /** How often a code was tried at it. */
    tries: integer('tries').notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
  },
  t => [index('challenges_account').on(t.accountId), index('challenges_expiry').on(t.expiresAt)],
)

/** Tokens of programs. */
export const accessTokens = pgTable(
  'access_tokens',
  {
    /** Made of the SHA-256 of the token, so that nothing else of it need be kept. */
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    scopes: jsonb('scopes').$type<Scope[]>().notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  t => [
    index('access_tokens_account').on(t.accountId, t.createdAt.desc().nullsFirst()),
    index('access_tokens_expiry').on(t.expiresAt),
  ],
)
