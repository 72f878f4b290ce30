import { bigint, date, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/** How often each command was used on each day (UTC), by whomever. */
export const commandUses = pgTable(
  'command_uses',
  {
    day: date('day', { mode: 'string' }).notNull(),
    command: text('command').notNull(),
    uses: bigint('uses', { mode: 'number' }).notNull(),
  },
  t => [primaryKey({ columns: [t.day, t.command] })],
)
