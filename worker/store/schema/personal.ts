import { boolean, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { accounts } from './accounts.ts'
import { moment } from './moment.ts'
import { rooms } from './rooms.ts'

// What people keep for themselves of rooms and of each other. Written here directly.

export const roomPreferences = pgTable(
  'room_preferences',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    favourite: boolean('favourite').notNull().default(false),
    muted: boolean('muted').notNull().default(false),
    /** Since when a conversation is put away; it is back with the next that happens there. */
    hiddenAt: moment('hidden_at'),
  },
  t => [primaryKey({ columns: [t.accountId, t.roomId] })],
)

/** Who does not want to hear from whom. */
export const blocks = pgTable(
  'blocks',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    blockedId: uuid('blocked_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.blockedId] }),
    index('blocks_blocked').on(t.blockedId),
  ],
)
