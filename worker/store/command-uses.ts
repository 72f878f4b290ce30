import { desc, gte, sql } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import { commandUses } from './schema.ts'

const DAY_MS = 24 * 3_600_000

/**
 * Counts that a command was used; by whom is nobody's concern.
 * @param name one of the registry: each is a row of its own
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function count(db: Database, name: string, now: number): Promise<void> {
  await run(
    db
      .insert(commandUses)
      .values({ day: dayOf(now), command: name, uses: 1 })
      .onConflictDoUpdate({
        target: [commandUses.day, commandUses.command],
        set: { uses: sql`${commandUses.uses} + 1` },
      }),
  )
}

/** The statement that sums up what was used in the last days, the most used first. */
export function summingUses(db: Database, now: number, days: number) {
  const uses = sql<number>`sum(${commandUses.uses})`.mapWith(Number)
  return db
    .select({ name: commandUses.command, uses })
    .from(commandUses)
    .where(gte(commandUses.day, dayOf(now - days * DAY_MS)))
    .groupBy(commandUses.command)
    .orderBy(desc(uses), commandUses.command)
}

/** @param at milliseconds since 1970 @returns the day (UTC) as Postgres writes it */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
